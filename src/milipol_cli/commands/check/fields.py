"""The fields of `milipol check` in JSON and CSV."""

from milipol_cli.base.errors import Problem
from milipol_cli.commands.check.query import Checked
from milipol_cli.look.data import Data, Fields
from milipol_cli.look.fields import SCHEMA

PROBLEM = Fields[Problem](
    "problem",
    ("file", lambda problem: problem.file, "path of the file"),
    ("line", lambda problem: problem.line, "line, from 1; null for the whole file"),
    ("place", lambda problem: problem.place, "place in the tables of the file"),
    ("severity", lambda problem: problem.severity, "error or warning"),
    ("found", lambda problem: problem.found, "what is there"),
    ("expected", lambda problem: problem.expected, "what should be there; null if `found` says it"),
    ("advice", lambda problem: problem.advice, "what to do about it"),
)

RECORD = Fields[Checked](
    "check",
    ("schema", lambda _: SCHEMA, "version of this contract"),
    ("errors", lambda answer: answer.number_of("error"), "number of errors"),
    ("warnings", lambda answer: answer.number_of("warning"), "number of warnings"),
    (
        "checked",
        lambda answer: answer.counts,
        "how many files, shows, venues, editions, programmes, sessions, news, sources,"
        " exhibitors and picks were checked, by these keys",
    ),
    ("faults", lambda answer: PROBLEM.rows(answer.problems), "by file and line"),
)


def data(answer: Checked) -> Data:
    """The record of the answer; CSV lists the problems."""
    record = RECORD.row(answer)
    return Data(record, PROBLEM, record["faults"])
