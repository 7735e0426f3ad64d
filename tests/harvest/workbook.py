"""Reads a workbook (ECMA-376) with the standard library: every sheet as rows of cells, a number as its digits."""

import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class Text(str):
    """A cell that holds a text, and no number."""


def unescaped(text):
    """22.9.2.19: _xHHHH_ stands for a character."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_value(cell):
    assert cell.find(MAIN + "f") is None, "a formula"
    if cell.get("t") == "inlineStr":
        return Text(unescaped("".join(part.text or "" for part in cell.iter(MAIN + "t"))))
    value = cell.find(MAIN + "v")
    return None if value is None else value.text


def rows_of(xml):
    rows = []
    for row in ElementTree.fromstring(xml).iter(MAIN + "row"):
        number = int(row.get("r")) - 1
        rows.extend([] for _ in range(number + 1 - len(rows)))
        for cell in row.iter(MAIN + "c"):
            column = column_of(cell.get("r"))
            rows[number].extend([None] * (column + 1 - len(rows[number])))
            rows[number][column] = cell_value(cell)
    return rows


def sheets_of(path):
    """Name -> rows, in the order of the workbook."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        targets = {each.get("Id"): each.get("Target") for each in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels")).iter(PACKAGE + "Relationship")}
        sheets = {}
        for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            sheets[sheet.get("name")] = rows_of(book.read("xl/" + targets[sheet.get(RELATION)]))
        return sheets


def dictionaries(rows):
    """The rows below the two lines of headings, by the names in the second."""
    return [dict(zip(rows[1], row + [None] * (len(rows[1]) - len(row)))) for row in rows[2:]]
