#include "audit/fingerprint.h"

#include <cstdint>
#include <string_view>

namespace nianbao::audit {
namespace {

constexpr char unit_separator = '\x1F';  // U+001F, between fields: no field of a report holds it

// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis and prime as given there).
class Fnv1a {
public:
    void add(std::string_view field) {
        for (const char c : field) add_byte(static_cast<unsigned char>(c));
        add_byte(static_cast<unsigned char>(unit_separator));
    }
    [[nodiscard]] std::string hex() const {
        std::string digits(16, '0');
        for (std::size_t i = 0; i < digits.size(); ++i) digits[i] = "0123456789abcdef"[(hash_ >> (60 - 4 * i)) & 0xFU];
        return digits;
    }

private:
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3ULL; }
    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

}  // namespace

std::string identity_of(const model::Record& record) {
    const model::ReportIdentity& report = record.report;
    if (!report.publisher.empty() && report.year)
        return report.division_code + "|" + report.publisher + "|" + std::to_string(*report.year) + "|" + report.form;
    if (!record.source.url.empty()) return record.source.url;
    return record.source.sha256.empty() ? record.source.path : record.source.sha256;
}

std::string fingerprint(const std::string& identity, const Draft& draft, std::size_t ordinal) {
    Fnv1a hash;
    hash.add(identity);
    hash.add(draft.finding.rule);
    for (const std::string& figure : draft.finding.figures) hash.add(figure);
    hash.add(draft.subject);
    hash.add(std::to_string(ordinal));
    return hash.hex();
}

}  // namespace nianbao::audit
