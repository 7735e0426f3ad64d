#include "out/output_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <utility>

#include "tests/out/records.h"
#include "tests/support/catch.h"

using namespace nianbao;
using out::OutputFile;
using out::tests::content_of;
using out::tests::TemporaryFolder;

namespace {

void write_old(const std::string& path) { std::ofstream(path) << "old"; }

// No file of this process may grow past `bytes` while this lives: a disk that is full.
class SizeLimit {
public:
    explicit SizeLimit(rlim_t bytes) {
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("a file appears at commit, and not before") {
    const TemporaryFolder folder;
    const std::string path = folder / "a.csv";
    auto file = OutputFile::create(path);
    REQUIRE(file);
    CHECK(file->write("new"));
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(file->commit());
    CHECK(content_of(path) == "new");
    CHECK(folder.files() == 1);
}

TEST_CASE("more than the buffer is written in order") {
    const TemporaryFolder folder;
    auto file = OutputFile::create(folder / "a");
    REQUIRE(file);
    std::string expected;
    for (const std::size_t size : {10U, 300'000U, 1U, 200'000U, 200'000U, 5U}) {
        const std::string part(size, static_cast<char>('a' + expected.size() % 26));
        expected += part;
        CHECK(file->write(part));
    }
    CHECK(file->commit());
    CHECK(content_of(folder / "a") == expected);
}

TEST_CASE("without commit the old file stays and nothing is left over") {
    const TemporaryFolder folder;
    write_old(folder / "a");
    {
        auto file = OutputFile::create(folder / "a");
        REQUIRE(file);
        CHECK(file->write("new"));
        OutputFile moved = std::move(*file);
        CHECK(moved.write("er"));
    }
    CHECK(content_of(folder / "a") == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("a file that cannot be created is refused with the reason") {
    const TemporaryFolder folder;
    write_old(folder / "plain");
    struct Case {
        std::string path;
        std::string says;
    };
    for (const Case& c :
         {Case{folder / "no/a", "cannot be created: there is no folder " + folder.path() + "/no; make it first"},
          Case{folder / "plain/a", "cannot be created: " + folder.path() + "/plain is not a folder"},
          Case{folder.path(), "is a folder; name a file"}, Case{folder.path() + "/", "is a folder; name a file"},
          Case{folder / "a/", "is a folder; name a file"}}) {
        INFO(c.path);
        const auto file = OutputFile::create(c.path);
        REQUIRE_FALSE(file);
        CHECK(file.error().where == c.path);
        CHECK(file.error().what == c.says);
    }
    CHECK_FALSE(OutputFile::create(""));
    CHECK(folder.files() == 1);
}

TEST_CASE("a full disk leaves no half file") {
    const TemporaryFolder folder;
    write_old(folder / "a");
    auto file = OutputFile::create(folder / "a");
    REQUIRE(file);
    {
        const SizeLimit limit(100'000);
        const auto written = file->write(std::string(400'000, 'x'));
        REQUIRE_FALSE(written);
        CHECK(written.error().where == folder / "a");
        CHECK(written.error().what.starts_with("cannot be written: "));
        // And it stays refused.
        const auto again = file->write("y");
        REQUIRE_FALSE(again);
        CHECK(again.error() == written.error());
        const auto committed = file->commit();
        REQUIRE_FALSE(committed);
        CHECK(committed.error() == written.error());
    }
    CHECK(content_of(folder / "a") == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("a device is written straight and not replaced") {
    auto full = OutputFile::create("/dev/full");
    REQUIRE(full);
    CHECK(full->write("x"));
    const auto committed = full->commit();
    REQUIRE_FALSE(committed);
    CHECK(committed.error().what == "cannot be written: No space left on device; free some space or name another place");
    auto null = OutputFile::create("/dev/null");
    REQUIRE(null);
    CHECK(null->write("x"));
    CHECK(null->commit());
    struct stat status {};
    REQUIRE(::stat("/dev/null", &status) == 0);
    CHECK(S_ISCHR(status.st_mode));
}

TEST_CASE("a link stays a link, and permissions stay") {
    const TemporaryFolder folder;
    write_old(folder / "target");
    ::chmod((folder / "target").c_str(), 0640);
    std::filesystem::create_symlink(folder / "target", folder / "link");
    auto file = OutputFile::create(folder / "link");
    REQUIRE(file);
    CHECK(file->write("new"));
    CHECK(file->commit());
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(content_of(folder / "target") == "new");
    struct stat status {};
    REQUIRE(::stat((folder / "target").c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("a file without write permission is not replaced") {
    if (::geteuid() == 0) return;  // root may write everything
    const TemporaryFolder folder;
    write_old(folder / "a");
    ::chmod((folder / "a").c_str(), 0444);
    const auto file = OutputFile::create(folder / "a");
    REQUIRE_FALSE(file);
    CHECK(file.error().what == "cannot be written: no permission; name another file");
}

TEST_CASE("standard output") {
    const TemporaryFolder folder;
    const std::string path = folder / "stdout";
    write_old(path);
    const int kept = ::dup(STDOUT_FILENO);
    REQUIRE(std::freopen(path.c_str(), "w", stdout) != nullptr);
    auto file = OutputFile::create("-");
    const bool done = file && file->write("data") && file->commit();
    ::dup2(kept, STDOUT_FILENO);
    ::close(kept);
    REQUIRE(done);
    CHECK(file->name() == "standard output");
    CHECK(content_of(path) == "data");
}
