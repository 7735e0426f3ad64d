#pragma once
// A folder of a test's own, gone when the test ends; and small files in it. It is in memory where the system has such a place,
// so that durable writes cost a test nothing; TMPDIR names another.

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace nianbao::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        const bool in_memory = getenv("TMPDIR") == nullptr && access("/dev/shm", W_OK) == 0;
        const std::string parent = in_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
        std::string pattern = parent + "/nianbao-test-XXXXXX";
        path_ = mkdtemp(pattern.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};

inline std::string read_bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace nianbao::tests
