#include "parser/arena.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include "tests/support/catch.h"

using nianbao::parser::Arena;

TEST_CASE("an arena gives separate, aligned pieces up to its limit") {
    Arena arena(1 << 20);
    struct Piece {
        unsigned char* begin;
        std::size_t size;
    };
    std::vector<Piece> pieces;
    for (std::size_t size : {1U, 7U, 16U, 100U, 5000U, 70'000U, 0U, 3U, 200'000U, 40U}) {
        void* memory = arena.allocate(size);
        REQUIRE(memory != nullptr);
        CHECK(reinterpret_cast<std::uintptr_t>(memory) % alignof(std::max_align_t) == 0);
        std::memset(memory, static_cast<int>(pieces.size()), size);
        pieces.push_back({static_cast<unsigned char*>(memory), size});
    }
    for (std::size_t p = 0; p < pieces.size(); ++p)
        for (std::size_t i = 0; i < pieces[p].size; ++i) REQUIRE(pieces[p].begin[i] == p);
    CHECK(arena.used() >= 275'167);
    CHECK(arena.used() <= 275'167 + 16 * pieces.size());
}

TEST_CASE("an arena gives nothing beyond its limit") {
    Arena arena(1000);
    CHECK(arena.allocate(1001) == nullptr);
    CHECK(arena.allocate(static_cast<std::size_t>(-1)) == nullptr);
    CHECK(arena.allocate(600) != nullptr);
    CHECK(arena.allocate(600) == nullptr);
    CHECK(arena.allocate(300) != nullptr);
    CHECK(arena.used() <= 1000);
}
