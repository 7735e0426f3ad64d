#include "out/temporary.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>

#include "out/output_file.h"
#include "out/output_folder.h"
#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using out::tests::TemporaryFolder;

namespace {

// The number of a process that is no more.
pid_t ended_process() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    int status = 0;
    ::waitpid(child, &status, 0);
    return child;
}

std::string left_by(const TemporaryFolder& folder, pid_t process, const std::string& ending = ".tmp") {
    std::string path = folder / (".nianbao-" + std::to_string(process) + "-0" + ending);
    std::ofstream(path) << "half";
    return path;
}

bool exists(const std::string& path) { return std::filesystem::exists(std::filesystem::symlink_status(path)); }

}  // namespace

TEST_CASE("leftovers: what a killed export left goes with the next one into that folder") {
    const TemporaryFolder folder;
    const std::string file = left_by(folder, ended_process());
    const std::string tree = folder / (".nianbao-" + std::to_string(ended_process()) + "-7.tmp");
    std::filesystem::create_directories(tree + "/data");
    std::ofstream(tree + "/data/figures.csv") << "half";
    SECTION("a file") { CHECK(out::OutputFile::create(folder / "figures.csv")); }
    SECTION("a folder") { CHECK(out::OutputFolder::create(folder / "package", "datapackage.json", out::Existing::refuse)); }
    CHECK_FALSE(exists(file));
    CHECK_FALSE(exists(tree));
}

TEST_CASE("leftovers: what is being written, or is none of ours, stays") {
    const TemporaryFolder folder;
    const pid_t gone = ended_process();
    const std::string written = left_by(folder, gone);  // by a process of another machine, whose number means nothing here
    const int held = ::open(written.c_str(), O_RDONLY);
    out::hold(held);
    const std::string fresh = left_by(folder, ::getppid());
    const std::string other = left_by(folder, gone, ".tmp.old");
    const std::string link = folder / (".nianbao-" + std::to_string(gone) + "-5.tmp");
    std::filesystem::create_symlink(written, link);
    std::ofstream(folder / ".nianbao-x-0.tmp") << "mine";
    out::remove_leftovers(folder.path());
    CHECK(folder.files() == 5);
    ::close(held);
    out::remove_leftovers(folder.path());
    CHECK_FALSE(exists(written));
    CHECK(folder.files() == 4);
}

TEST_CASE("leftovers: a number that was given anew keeps a file for an hour") {
    const TemporaryFolder folder;
    const std::string file = left_by(folder, ::getppid());
    const timespec long_ago[2] = {{std::time(nullptr) - 7200, 0}, {std::time(nullptr) - 7200, 0}};
    REQUIRE(::utimensat(AT_FDCWD, file.c_str(), long_ago, 0) == 0);
    out::remove_leftovers(folder.path());
    CHECK_FALSE(exists(file));
}

TEST_CASE("leftovers: an output that is under way is held, a file as well as a folder") {
    const TemporaryFolder folder;
    auto file = out::OutputFile::create(folder / "figures.csv");
    auto tree = out::OutputFolder::create(folder / "package", "datapackage.json", out::Existing::refuse);
    REQUIRE((file && tree));
    REQUIRE(folder.files() == 2);
    // Another process comes by when the writers' number is no longer theirs.
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        const std::string name = entry.path().filename().string();
        const timespec long_ago[2] = {{0, 0}, {0, 0}};
        REQUIRE(::utimensat(AT_FDCWD, entry.path().c_str(), long_ago, 0) == 0);
    }
    const pid_t child = ::fork();
    if (child == 0) {
        out::remove_leftovers(folder.path());
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(folder.files() == 2);
    CHECK(file->commit());
    CHECK(tree->commit());
}
