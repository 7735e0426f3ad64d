#include "parser/arena.h"

#include <algorithm>

namespace nianbao::parser {
namespace {

constexpr std::size_t largest_chunk = std::size_t{4} << 20;

}  // namespace

void* Arena::allocate(std::size_t size) {
    constexpr std::size_t alignment = alignof(std::max_align_t);
    if (size > most_) return nullptr;
    const std::size_t rounded = std::max<std::size_t>((size + alignment - 1) / alignment * alignment, alignment);
    if (rounded > most_ - used_) return nullptr;
    used_ += rounded;
    if (rounded > left_) {
        // A large piece has a chunk of its own, so that what is left of the open one is not lost.
        if (rounded > chunk_bytes_ / 4) return chunks_.emplace_back(new std::byte[rounded]).get();
        next_ = chunks_.emplace_back(new std::byte[chunk_bytes_]).get();
        left_ = chunk_bytes_;
        chunk_bytes_ = std::min(2 * chunk_bytes_, largest_chunk);
    }
    std::byte* memory = next_;
    next_ += rounded;
    left_ -= rounded;
    return memory;
}

}  // namespace nianbao::parser
