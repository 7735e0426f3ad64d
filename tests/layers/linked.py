#!/usr/bin/env python3
"""The program is linked with no library that only some verbs need: each would be loaded at every start (docs/decisions/0017).

    linked.py build/release/nianbao
"""

import re
import subprocess
import sys

# What is loaded when it is needed, and what only comes with it.
NOT_AT_A_START = re.compile(r"lib(curl|xlsxwriter|minizip|crypto|ssl|gnutls|ldap|krb5|ssh2)\b")


def main():
    headers = subprocess.run(["objdump", "-p", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    linked = re.findall(r"NEEDED\s+(\S+)", headers)
    wrong = [library for library in linked if NOT_AT_A_START.match(library)]
    for library in wrong:
        print(f"{sys.argv[1]} is linked with {library}, which is loaded at each start then; see docs/decisions/0017-libraries-when-needed.md")
    if not linked:
        print(f"{sys.argv[1]}: objdump names no library at all")
    return 1 if wrong or not linked else 0


if __name__ == "__main__":
    sys.exit(main())
