"""Benchmarks: they measure and print, never assert, and are never collected as tests."""
