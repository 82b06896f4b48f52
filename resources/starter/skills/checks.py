# SPDX-License-Identifier: Apache-2.0
"""What makes an answer right. A check is plain data (it goes into the held-out files), and `is_right` decides by rules
alone: it is the evaluation's judge and the reward of reinforcement learning.

The stated answer is what stands in bold (or in \\boxed{}); it must be stated once, so that naming several results does
not count. Lists, JSON and outlines are judged as a whole."""

import json
import re
from fractions import Fraction

STATED = re.compile(r"\*\*(.+?)\*\*|\\boxed\{(.+?)\}")
POINT = re.compile(r"(?:[-*•]|\d+[.)、])\s*(\S.*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PERCENT = ["%", "％", "percent", "per cent"]
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december"]


def number(value, units=()):
    """units: what may stand around the number, each optional."""
    return {"kind": "number", "value": str(value), "units": list(units)}


def text(*accepted):
    return {"kind": "text", "accepted": list(accepted)}


def sequence(values):
    return {"kind": "sequence", "values": [str(v) for v in values]}


def date(year, month, day):
    return {"kind": "date", "value": [year, month, day]}


def document(value):
    """A JSON text that is exactly this value."""
    return {"kind": "document", "value": value}


def points(count, facts, headings=0, title=""):
    """A list of `count` points (for an outline: under a title as many different "## ", each with a point), in which every
    fact occurs, and no number that no fact has."""
    return {"kind": "points", "count": count, "facts": list(facts), "headings": headings, "title": title}


def phrases(*required, forbidden=()):
    """Each must occur ("a|b": one of these), none that is forbidden, and nothing may be stated as a result."""
    return {"kind": "phrases", "required": list(required), "forbidden": list(forbidden)}


def stated(answer):
    """The one stated result, or None."""
    found = {(bold or boxed).strip() for bold, boxed in STATED.findall(answer)}
    return found.pop() if len(found) == 1 else None


def plain(string):
    return re.sub(r"\s+", " ", string).strip().strip(".。!！\"“”'").strip().casefold()


def read_number(string, units):
    """→ Fraction or None."""
    string = string.strip().rstrip(".。").replace("−", "-").replace("，", ",")
    for unit in sorted(units, key=len, reverse=True):
        if string.endswith(unit):
            string = string[: -len(unit)].strip()
            break
        if string.startswith(unit):
            string = string[len(unit) :].strip()
            break
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", string):
        string = string.replace(",", "")
    return Fraction(string) if re.fullmatch(r"-?\d+(\.\d+)?", string) else None


def read_date(string):
    """2026-03-05, 2026/3/5, 2026年3月5日, 5 March 2026, March 5, 2026 → [year, month, day] or None."""
    string = plain(string)
    found = re.fullmatch(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", string)
    if found:
        return [int(part) for part in found.groups()]
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", string.replace(",", " ")).split()
    months = [MONTHS.index(word) + 1 for word in words if word in MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    if len(words) == 3 and len(months) == 1 and len(numbers) == 2 and numbers[1] > 31:
        return [numbers[1], months[0], numbers[0]]
    return None


def read_document(answer):
    """The JSON text that the answer consists of, fenced or not; None if it is something else."""
    fenced = re.fullmatch(r"```(?:json)?\n(.*)\n```", answer.strip(), re.DOTALL)
    try:
        return json.loads(fenced.group(1) if fenced else answer, object_pairs_hook=distinct)
    except (ValueError, RecursionError):
        return None


def distinct(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def same_document(a, b):
    """Equality that tells true from 1."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def fits_points(check, answer):
    lines = [line.strip() for line in answer.strip().split("\n") if line.strip()]
    items = [found.group(1) for line in lines if (found := POINT.match(line))]
    headings = [line[2:].strip() for line in lines if line.startswith("## ")]
    if len(items) != check["count"] or len(headings) != check["headings"]:
        return False
    if check["headings"] and (plain(lines[0]) != plain("# " + check["title"]) or len(set(map(plain, headings))) < len(headings)
                              or any(not POINT.match(after) for line, after in zip(lines, [*lines[1:], ""]) if line.startswith("## "))):
        return False
    if len({plain(item) for item in items}) != len(items):
        return False
    known = set(NUMBER.findall(" ".join(check["facts"])))
    body = "\n".join(items)
    told = "\n".join(line for line in lines if not POINT.match(line))
    return all(plain(fact) in plain(body) for fact in check["facts"]) and set(NUMBER.findall(body + "\n" + told)) <= known


def is_right(check, answer):
    """answer: what stands behind </think>."""
    kind = check["kind"]
    if kind == "phrases":
        said = answer.casefold()
        return (not STATED.search(answer) and not any(phrase.casefold() in said for phrase in check["forbidden"])
                and all(any(one.casefold() in said for one in phrase.split("|")) for phrase in check["required"]))
    if kind == "document":
        found = read_document(answer)
        return found is not None and same_document(found, check["value"])
    if kind == "points":
        return fits_points(check, answer)
    result = stated(answer)
    if result is None:
        return False
    if kind == "number":
        return read_number(result, check["units"]) == Fraction(check["value"])
    if kind == "text":
        return plain(result) in map(plain, check["accepted"])
    if kind == "date":
        return read_date(result) == check["value"]
    if kind == "sequence":
        return [plain(part) for part in re.split(r"[,，、]", result)] == [plain(value) for value in check["values"]]
    raise ValueError(f"unknown kind {kind}")
