#pragma once
// Memory that is taken piece by piece and given back as a whole, up to a limit.

#include <cstddef>
#include <memory>
#include <vector>

namespace nianbao::parser {

class Arena {
public:
    explicit Arena(std::size_t most) : most_(most) {}

    // Memory for any type, uninitialised; nullptr when it would be more than the limit in all.
    [[nodiscard]] void* allocate(std::size_t size);
    [[nodiscard]] std::size_t used() const { return used_; }  // what was asked for in all, rounded up

private:
    std::size_t most_;
    std::size_t used_ = 0;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t chunk_bytes_ = std::size_t{64} << 10;  // of the next chunk
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
};

}  // namespace nianbao::parser
