#pragma once
// The characters of a text node, each with the place in the page that it came from.

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "parser/dom.h"
#include "parser/markup.h"

namespace nianbao::parser {

class TextPlaces {
public:
    TextPlaces(const Markup& markup, std::size_t source_size) : markup_(markup), source_size_(source_size) {}

    // Where bytes [begin, end) of the markup stood in the source.
    [[nodiscard]] model::Span span_of(std::size_t begin, std::size_t end);

    // Appends the characters of `text`, which the markup from byte `from` on was decoded to. The two differ only by character
    // references, CR LF and characters that the standard drops; where they cannot be brought together again the rest keeps the
    // span of the whole rest.
    void add(std::string_view text, std::size_t from, std::vector<DomCharacter>& into);

private:
    void copy_run(std::string_view text, std::size_t& position, std::size_t& from, std::vector<DomCharacter>& into);

    const Markup& markup_;
    std::size_t source_size_;
    std::size_t piece_ = 0;  // of the markup, where the last character stood
};

}  // namespace nianbao::parser
