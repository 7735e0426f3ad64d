#include "parser/dom_text.h"

#include <algorithm>
#include <string>

#include "normalize/fold.h"

namespace nianbao::parser {
namespace {

// The next place, within a short reach, that can have given `bytes`: the bytes themselves or a reference.
std::size_t find_origin(const std::string& source, std::size_t from, std::string_view bytes) {
    if (source.compare(from, bytes.size(), bytes) == 0) return from;
    const std::size_t reach = std::min(source.size(), from + 16);
    for (std::size_t at = from; at < reach; ++at) {
        if (source[at] == '&') return at;
        if (source.compare(at, bytes.size(), bytes) == 0) return at;
        if (bytes == "\n" && source[at] == '\r') return at;
    }
    return from;
}

// One past `&name;`, `&#39;` or `&nbsp` that begins at `at`. With only_ampersand, `at` + 1 unless it spells &amp; or &#38;.
std::size_t reference_end(const std::string& source, std::size_t at, bool only_ampersand = false) {
    std::size_t end = at + 1;
    if (end < source.size() && source[end] == '#') ++end;
    while (end < source.size() && end - at < 34 &&
           ((source[end] >= '0' && source[end] <= '9') || (source[end] >= 'a' && source[end] <= 'z') ||
            (source[end] >= 'A' && source[end] <= 'Z')))
        ++end;
    const std::string_view name = std::string_view(source).substr(at + 1, end - at - 1);
    if (only_ampersand && name != "amp" && name != "AMP" && name != "#38" && name != "#x26" && name != "#X26") return at + 1;
    return end < source.size() && source[end] == ';' ? end + 1 : end;
}

}  // namespace

model::Span TextPlaces::span_of(std::size_t begin, std::size_t end) {
    piece_ = markup_.piece_at(begin, piece_);
    return {markup_.origin(begin, piece_), markup_.origin(end - 1, piece_) + 1};
}

void TextPlaces::add(std::string_view text, std::size_t from, std::vector<DomCharacter>& into) {
    const std::string& source = markup_.text();
    for (std::size_t position = 0; position < text.size();) {
        copy_run(text, position, from, into);
        if (position >= text.size()) return;
        const std::size_t begin = position;
        const char32_t c = normalize::next_code_point(text, position);
        const std::size_t at = find_origin(source, from, text.substr(begin, position - begin));
        std::size_t end = at;
        if (at < source.size()) end = source[at] == '&' && c != U'&' ? reference_end(source, at) : at + (position - begin);
        if (at < source.size() && c == U'&' && source[at] == '&') end = std::max(reference_end(source, at, true), at + 1);
        end = std::min(end, source.size());
        into.push_back(
            {c, at < end ? span_of(at, end)
                         : model::Span{static_cast<std::uint32_t>(source_size_), static_cast<std::uint32_t>(source_size_)}});
        from = end;
    }
}

// The characters from `position` on that stand at `from` in the markup just as they are, within one piece of it.
void TextPlaces::copy_run(std::string_view text, std::size_t& position, std::size_t& from, std::vector<DomCharacter>& into) {
    const std::string& source = markup_.text();
    if (from >= source.size()) return;
    piece_ = markup_.piece_at(from, piece_);
    const std::size_t run_end = std::min(from + (text.size() - position), markup_.end_of_piece(piece_));
    const std::uint32_t shift = markup_.origin(from, piece_) - static_cast<std::uint32_t>(from);
    while (from < run_end && source[from] == text[position] && text[position] != '&') {
        std::size_t next = position;
        const auto lead = static_cast<unsigned char>(text[position]);
        const char32_t c = lead < 0x80 ? (++next, static_cast<char32_t>(lead)) : normalize::next_code_point(text, next);
        const std::size_t size = next - position;
        if (from + size > run_end || (size > 1 && text.compare(position, size, source, from, size) != 0)) return;
        const auto begin = static_cast<std::uint32_t>(from) + shift;
        into.push_back({c, {begin, begin + static_cast<std::uint32_t>(size)}});
        position = next;
        from += size;
    }
}

}  // namespace nianbao::parser
