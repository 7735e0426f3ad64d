#include "crawler/collapsed_text.h"

#include "crawler/references.h"
#include "crawler/response_head.h"
#include "crawler/tag.h"

namespace nianbao::crawler {
namespace {

constexpr std::size_t longest_text = 512;

}  // namespace

void append_text(std::string& out, std::string_view piece) {
    if (out.size() >= longest_text) return;
    const std::string decoded = decode_references(piece.substr(0, 4 * longest_text));
    for (std::size_t i = 0; i < decoded.size() && out.size() < longest_text; ++i) {
        const bool is_nbsp = decoded.compare(i, 2, "\xC2\xA0") == 0;
        if (is_nbsp) ++i;
        if (!is_nbsp && !is_markup_space(decoded[i])) {
            out += decoded[i];
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (out.size() < longest_text) return;
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
}

std::string without_edge_spaces(std::string text) { return std::string(trimmed(text)); }

}  // namespace nianbao::crawler
