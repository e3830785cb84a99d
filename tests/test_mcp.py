"""The server for assistants, asked by the client of the protocol's own library."""

import json
import os
import signal
import subprocess
import sys

import pytest
from mcp import Client, StdioServerParameters

import summit_tui
from summit_tui.mcp import serve, server_of

PATIENCE = 20.0
"""Seconds that a process may take on a busy machine."""
DRAFT = 'Mr Biden called it "the only existential threat to mankind".'


@pytest.fixture(scope="module")
def remarks():
    with summit_tui.open("us-summit-remarks", cache=False) as opened:
        yield opened


@pytest.fixture
def ask(remarks):
    """Return a function that calls a tool and returns whether it failed, and its answer."""

    async def call(tool, opened=remarks, **arguments):
        async with Client(server_of(opened)) as client:
            result = await client.call_tool(tool, arguments)
        return result.is_error, result.structured_content or result.content[0].text

    return call


async def test_every_tool_says_that_it_only_reads(remarks):
    async with Client(server_of(remarks)) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == ["search", "show", "compare", "verify"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)


async def test_a_statement_comes_with_reference_mode_capacity_and_evidence(ask):
    failed, answer = await ask("search", query="topic:climate mode:direct", limit=1)
    assert not failed
    (record,) = answer["records"]
    assert answer["more"]
    assert (record["mode"], record["speaker"]) == ("direct", "Joe Biden")
    assert (record["capacity"], record["evidence"]) == (
        "President",
        "found in the source, paragraph 7",
    )
    assert record["reference"].startswith("Joe Biden, President")


async def test_a_record_without_a_source_does_not_come(ask, coverage, records):
    for table in ("speakers", "quotes"):
        for record in records[table]:
            record.pop("sources", None)
    records["quotes"][0]["source"] = "nowhere"
    missing = records["quotes"][0]["id"]
    with summit_tui.open(coverage(records), cache=False) as opened:
        _, answer = await ask("search", opened, query="", limit=50)
        failed, reason = await ask("show", opened, address=f"quotes/{missing}")
    assert {record["kind"] for record in answer["records"]} & {"speakers"} == set()
    assert missing not in json.dumps(answer)
    assert failed
    assert "no source of" in reason


async def test_the_same_remark_is_shown_as_each_source_has_it(ask):
    with summit_tui.open(cache=False) as opened:
        statement = next(opened.search("sources:>2", kind="quotes"))
        _, answer = await ask("compare", opened, address=statement.address)
    assert len(answer["records"]) > 2
    assert len({record["reference"] for record in answer["records"]}) > 2


async def test_a_draft_is_verified(ask):
    _, answer = await ask("verify", draft=DRAFT)
    (quotation,) = answer["quotations"]
    assert (quotation["verdict"], quotation["is_wrong"]) == ("differs", True)
    assert quotation["records"][0]["speaker"] == "Joe Biden"


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("show", {"address": "nobody"}, "there is no record at nobody"),
        ("search", {"query": "speaker:"}, "speaker:"),
        ("verify", {"draft": "x" * 1_000_001}, "longer than 1,000,000 characters"),
    ],
)
async def test_a_mistake_is_explained_to_the_assistant(ask, tool, arguments, reason):
    failed, answer = await ask(tool, **arguments)
    assert failed
    assert reason in answer


async def test_the_command_answers_on_its_input_and_output(tmp_path):
    command = ["-m", "summit_tui", "mcp", "us-summit-remarks", "--cache", str(tmp_path)]
    async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
        shown = await client.call_tool("show", {"address": "biden-existential-threat"})
    assert shown.structured_content["mode"] == "direct"


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (OSError(28, "No space left on device"), OSError),
        (BrokenPipeError(32, "Broken pipe"), BrokenPipeError),
        (ValueError("a slip"), ValueError),
    ],
)
def test_an_output_that_cannot_be_written_is_no_fault_of_the_program(
    monkeypatch, remarks, raised, expected
):
    def run(*_):
        raise ExceptionGroup("", [ExceptionGroup("", [raised])])

    monkeypatch.setattr("summit_tui.mcp.MCPServer.run", run)
    with pytest.raises(expected):
        serve(remarks)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_ctrl_c_ends_it_while_it_waits_for_its_input(tmp_path):
    command = [sys.executable, "-m", "summit_tui", "mcp", "us-summit-remarks"]
    with subprocess.Popen(
        [*command, "--cache", str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        # A shell calls that 130.
        assert process.wait(PATIENCE) == -signal.SIGINT
