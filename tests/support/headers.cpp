// What holds the precompiled headers of the tests: a target must have a source.

