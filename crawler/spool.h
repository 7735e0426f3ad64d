#pragma once
// A body too large for memory, in a temporary file that has no name: nobody else can open it, and it is gone with its last
// user, also after a kill.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace nianbao::crawler {

class Spool {
public:
    // folder: where there is room. nullptr when no file can be made there.
    [[nodiscard]] static std::unique_ptr<Spool> create(const std::string& folder);
    ~Spool();
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    // False when the disk does not take it; what was there before stays.
    [[nodiscard]] bool append(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Fills `into` from `offset` on; returns how much, fewer than `count` only at the end or when the disk fails.
    [[nodiscard]] std::size_t read(std::uint64_t offset, char* into, std::size_t count) const;

private:
    explicit Spool(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
    std::uint64_t size_ = 0;
};

}  // namespace nianbao::crawler
