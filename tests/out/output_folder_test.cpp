#include "out/output_folder.h"

#include <filesystem>
#include <fstream>

#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using out::Existing;
using out::OutputFolder;
using out::tests::TemporaryFolder;

namespace {

void write_file(const std::string& path, const std::string& content) { std::ofstream(path) << content; }

}  // namespace

TEST_CASE("a folder appears whole at commit") {
    const TemporaryFolder place;
    const std::string path = place / "export";
    auto folder = OutputFolder::create(path + "/", "mark", Existing::refuse);
    REQUIRE(folder);
    REQUIRE(folder->make_folder("data"));
    write_file(folder->file("data/a"), "1");
    write_file(folder->file("mark"), "");
    CHECK_FALSE(std::filesystem::exists(path));
    REQUIRE(folder->commit());
    CHECK(out::tests::content_of(path + "/data/a") == "1");
    CHECK(place.files() == 1);
}

TEST_CASE("a folder that was not committed leaves nothing") {
    const TemporaryFolder place;
    {
        auto folder = OutputFolder::create(place / "export", "mark", Existing::refuse);
        REQUIRE(folder);
        write_file(folder->file("a"), "1");
        CHECK(place.files() == 1);
    }
    CHECK(place.files() == 0);
}

TEST_CASE("only an export of ours is replaced, and only when that is wanted") {
    const TemporaryFolder place;
    const std::string path = place / "export";
    std::filesystem::create_directory(path);
    write_file(path + "/mark", "");
    write_file(path + "/old", "");
    const auto refused = OutputFolder::create(path, "mark", Existing::refuse);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == model::Error{path, "exists; name another place, or add --force to replace it"});

    auto folder = OutputFolder::create(path, "mark", Existing::replace);
    REQUIRE(folder);
    write_file(folder->file("new"), "");
    CHECK(std::filesystem::exists(path + "/old"));
    REQUIRE(folder->commit());
    CHECK(std::filesystem::exists(path + "/new"));
    CHECK_FALSE(std::filesystem::exists(path + "/old"));
    CHECK(place.files() == 1);

    // It has no mark now: it may be anybody's.
    CHECK_FALSE(OutputFolder::create(path, "mark", Existing::replace));
    CHECK_FALSE(OutputFolder::create(place / "no/export", "mark", Existing::replace));
    write_file(place / "file", "");
    CHECK_FALSE(OutputFolder::create(place / "file", "mark", Existing::replace));
    CHECK_FALSE(OutputFolder::create("", "mark", Existing::replace));
}

TEST_CASE("what came to be meanwhile is not replaced") {
    const TemporaryFolder place;
    auto folder = OutputFolder::create(place / "export", "mark", Existing::refuse);
    REQUIRE(folder);
    std::filesystem::create_directory(place / "export");
    CHECK_FALSE(folder->commit());
    CHECK(std::filesystem::is_empty(place / "export"));
    CHECK(place.files() == 1);
}
