#include "crawler/coding.h"

#include <string>
#include <utility>

#include "coding/chunked.h"
#include "crawler/response_head.h"
#include "crawler/transport.h"

namespace nianbao::crawler {
namespace {

using coding::End;

constexpr std::uint64_t most_loaded = Limits().max_in_memory;

void set_failure(Exchange& exchange, End end, const std::string& name) {
    if (end == End::complete || exchange.failure != Failure::none) return;
    switch (end) {
        case End::truncated:
            exchange.failure = Failure::truncated;
            exchange.failure_text = "the body ends before its " + name + " coding does";
            break;
        case End::too_large:
            exchange.failure = Failure::too_large;
            exchange.failure_text = "the body is over the limit once its " + name + " coding is undone";
            break;
        default:
            exchange.failure = Failure::protocol;
            exchange.failure_text = "the body is not in the coding that its head announces: " + name;
    }
}

// All fields of that name, as one list (RFC 9110 section 5.3).
std::string list_of(const Exchange& exchange, std::string_view name) {
    std::string list;
    for (const HeaderField& field : exchange.headers)
        if (same_word(field.name, name)) list += (list.empty() ? "" : ",") + lower_case(field.value);
    return list;
}

// The last coding of the list, which is cut off it; "" when there is none left.
std::string take_last(std::string& list) {
    while (!list.empty()) {
        const auto comma = list.rfind(',');
        const std::string name(trimmed(comma == std::string::npos ? list : list.substr(comma + 1)));
        list.resize(comma == std::string::npos ? 0 : comma);
        if (!name.empty() && name != "identity") return name;
    }
    return "";
}

void undo_content(Exchange& exchange, std::size_t limit, Overlong overlong) {
    int undone = 0;
    for (const std::string& name : content_codings(exchange)) {
        const auto content = coding::content_named(name);
        const bool is_known = content && ++undone <= coding::most_nested;
        coding::Decoded decoded = is_known ? coding::undo(*content, exchange.payload(), limit) : coding::Decoded{{}, End::damaged};
        const bool is_dropped = decoded.end == End::too_large && overlong == Overlong::drop;
        exchange.payload_bytes = is_dropped ? std::string() : std::move(decoded.bytes);
        exchange.has_content_coding = true;
        set_failure(exchange, decoded.end, name);
        if (decoded.end != End::complete) return;
    }
}

}  // namespace

std::vector<std::string> content_codings(const Exchange& exchange) {
    std::string list = list_of(exchange, "Content-Encoding");
    std::vector<std::string> names;
    for (std::string name = take_last(list); !name.empty(); name = take_last(list)) names.push_back(std::move(name));
    return names;
}

void undo_codings(Exchange& exchange, std::size_t limit, Overlong overlong) {
    // One that was spooled only because many others were under way comes back: it is alone now.
    if (exchange.spool && exchange.spool->size() <= most_loaded) {
        exchange.body.resize(exchange.spool->size());
        exchange.body.resize(exchange.spool->read(0, exchange.body.data(), exchange.body.size()));
        exchange.spool.reset();
    }
    if (exchange.spool) return;  // archived, not read
    if (lower_case(exchange.header("Transfer-Encoding")).find("chunked") != std::string::npos) {
        exchange.has_transfer_coding = true;
        coding::Decoded decoded = coding::undo_chunked(exchange.body);
        exchange.entity_bytes = std::move(decoded.bytes);
        set_failure(exchange, decoded.end, "chunked");
    }
    if (!exchange.entity().empty()) undo_content(exchange, limit, overlong);
}

}  // namespace nianbao::crawler
