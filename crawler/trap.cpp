#include "crawler/trap.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace nianbao::crawler {
namespace {

std::vector<std::string_view> directories_of(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::size_t slash = path.find('/', 1); slash != std::string_view::npos; slash = path.find('/', 1)) {
        parts.push_back(path.substr(1, slash - 1));
        path.remove_prefix(slash);
    }
    return parts;
}

}  // namespace

std::optional<std::string> recognise_trap(const model::Url& url) {
    if (url.target().size() > 2048) return "the address is longer than 2048 bytes";
    const std::vector<std::string_view> parts = directories_of(url.path());
    if (parts.size() > 20) return "the address has more than 20 directories";
    for (std::string_view part : parts)
        if (std::count(parts.begin(), parts.end(), part) >= 4) return "the directory \"" + std::string(part) + "\" repeats";
    for (std::size_t i = 0; i + 6 <= parts.size(); ++i) {
        const bool repeats = parts[i] == parts[i + 2] && parts[i] == parts[i + 4] && parts[i + 1] == parts[i + 3] && parts[i + 1] == parts[i + 5];
        if (repeats) return "the directories \"" + std::string(parts[i]) + "/" + std::string(parts[i + 1]) + "\" repeat";
    }
    if (std::count(url.query().begin(), url.query().end(), '&') > 20) return "the address has more than 20 parameters";
    return std::nullopt;
}

}  // namespace nianbao::crawler
