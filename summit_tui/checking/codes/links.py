"""Codes for what refers to what."""

from typing import Final

from summit_tui.checking.codes.check import Check

LINKS: Final = (
    Check(
        "E201",
        "The record refers to a record that does not exist.",
        "Ids must be those of records of the same event. Correct the id, or add the record that "
        'is missing. Example: `speaker = "ren-xianlang"` where the speaker is `ren-xianliang`.',
    ),
    Check(
        "E202",
        "The statement's source does not exist.",
        "A statement without a source cannot be checked by anybody. Correct the id, or describe "
        'the publication in `sources`. Example: `source = "mo-0402"` where it is `mo-0420`.',
    ),
    Check(
        "W203",
        "Nothing rests on the source.",
        "No statement, no reading and no other record of the event names it. Name it in `source` "
        "or `sources` where something was taken from it, or leave it out. Example: a source whose "
        "only statement was deleted.",
    ),
    Check(
        "W204",
        "The same statement stands twice.",
        "Two statements of the same speaker rest on the same source, with the same text or the "
        "same excerpt; case, punctuation and the script of Chinese make no difference. Keep one. "
        "Example: “We agree.” copied again as “we agree”.",
    ),
    Check(
        "E205",
        "`ignore` names a code that does not exist.",
        "Nothing is silenced by it, or not what was meant. Write a code as it is printed before "
        'the message. Example: `ignore = ["W32"]` where `W302` is meant.',
    ),
    Check(
        "E206",
        "The record of a reading does not exist.",
        "Its `record` must be the kind and id of a record of the same event, or event, kind and "
        "id. A record of an event that is not open is not looked for. Example: `record = "
        '"speakers/wang"` where it is `speakers/wang-yong`.',
    ),
    Check(
        "E207",
        "The source of a reading does not exist.",
        "A reading is what one source prints. Correct the id, or describe the publication in "
        '`sources`. Example: `source = "gia"` where it is `gia-ce`.',
    ),
    Check(
        "E208",
        "The record of a reading has no such field.",
        "Its `field` must be one that the record's kind has. Example: `field = "
        '"title"` on a speaker, whose capacities are `roles`.',
    ),
    Check(
        "E209",
        "`same_as` names no other record of the same kind.",
        "It must be the event, kind and id of the same one in another event. A record of an event "
        'that is not open is not looked for. Example: `same_as = ["summit-2024/delegations/wang"]` '
        "on a speaker.",
    ),
    Check(
        "W210",
        "The remark has one statement only.",
        "`remark` says that several statements are the same remark as different sources have it. "
        'Give the others the same id, or leave it out. Example: `remark = "on-trade"` on one '
        'statement, `remark = "trade"` on the other.',
    ),
    Check(
        "E211",
        "The statements of one remark are by different speakers.",
        "What two people said are two remarks. Correct `speaker`, or give each a remark of its "
        'own. Example: `remark = "on-trade"` on a statement by the minister and on one by her '
        "spokesman.",
    ),
)
