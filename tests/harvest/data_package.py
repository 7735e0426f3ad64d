"""A strict check of a Data Package: the Frictionless specifications, version 1, as far as our packages use them.

Whatever datapackage.json says must hold of the bytes: digests, sizes, headers, types, constraints, keys, references. A
property that the specifications do not have is an error, so that a misspelt one cannot pass for a promise.
"""

import csv
import hashlib
import json
import re
from decimal import Decimal, InvalidOperation

PACKAGE = {"profile", "name", "title", "description", "licenses", "sources", "resources"}
RESOURCE = {"name", "path", "profile", "title", "description", "format", "mediatype", "encoding", "bytes", "hash", "dialect", "schema"}
SCHEMA = {"fields", "missingValues", "primaryKey", "foreignKeys"}
FIELD = {"name", "type", "title", "description", "constraints"}
NAME = re.compile(r"[a-z0-9._-]+")
csv.field_size_limit(1 << 30)


def parsed(text, field):
    """The value of a cell, None when it is missing."""
    if text == "":
        return None
    if field["type"] == "integer":
        assert re.fullmatch(r"-?\d+", text), f"{field['name']}: {text!r} is no integer"
        return int(text)
    if field["type"] == "number":
        try:
            return Decimal(text)
        except InvalidOperation:
            raise AssertionError(f"{field['name']}: {text!r} is no number") from None
    assert field["type"] == "string", field
    return text


def check_constraints(value, field):
    constraints = field.get("constraints", {})
    assert set(constraints) <= {"required", "enum"}, constraints
    assert value is not None or not constraints.get("required"), f"{field['name']} is missing"
    assert value is None or value in constraints.get("enum", [value]), f"{field['name']}: {value!r}"


def read_resource(folder, resource):
    assert set(resource) <= RESOURCE, set(resource) - RESOURCE
    assert NAME.fullmatch(resource["name"]) and not resource["path"].startswith("/") and ".." not in resource["path"]
    assert resource["profile"] == "tabular-data-resource" and resource["encoding"] == "utf-8"
    content = (folder / resource["path"]).read_bytes()
    assert len(content) == resource["bytes"], resource["name"]
    assert "sha256:" + hashlib.sha256(content).hexdigest() == resource["hash"], resource["name"]
    schema = resource["schema"]
    assert set(schema) <= SCHEMA, set(schema) - SCHEMA
    assert schema["missingValues"] == [""]
    fields = schema["fields"]
    for field in fields:
        assert set(field) <= FIELD and field["title"] and field["description"], field
    with open(folder / resource["path"], encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True, lineterminator="\n")
        assert next(lines) == [field["name"] for field in fields], resource["name"]
        rows = []
        for line in lines:
            assert len(line) == len(fields), f"{resource['name']}: {line}"
            values = [parsed(text, field) for text, field in zip(line, fields)]
            for value, field in zip(values, fields):
                check_constraints(value, field)
            rows.append(dict(zip((field["name"] for field in fields), values)))
    return rows


def key_of(row, fields):
    return tuple(row[field] for field in ([fields] if isinstance(fields, str) else fields))


def check_keys(resource, tables):
    schema, rows = resource["schema"], tables[resource["name"]]
    if "primaryKey" in schema:
        keys = [key_of(row, schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys) and not any(None in key for key in keys), resource["name"]
    for reference in schema.get("foreignKeys", []):
        target = reference["reference"]
        known = {key_of(row, target["fields"]) for row in tables[target["resource"]]}
        missing = {key_of(row, reference["fields"]) for row in rows} - known
        assert not missing, f"{resource['name']}: {missing}"


def read(folder):
    """The package's tables by name, each a list of rows; an AssertionError says what does not hold."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert set(package) <= PACKAGE and package["profile"] == "tabular-data-package" and NAME.fullmatch(package["name"])
    assert all("name" in licence or "path" in licence for licence in package["licenses"])
    assert package["sources"] and all(source["title"] for source in package["sources"])
    listed = {"datapackage.json"} | {resource["path"] for resource in package["resources"]}
    assert listed == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tables = {resource["name"]: read_resource(folder, resource) for resource in package["resources"]}
    assert len(tables) == len(package["resources"]), "a name is there twice"
    for resource in package["resources"]:
        check_keys(resource, tables)
    return tables
