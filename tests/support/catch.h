#pragma once
// Catch2 in whichever major version the system has: Debian 12 ships 2.13, others ship 3.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
