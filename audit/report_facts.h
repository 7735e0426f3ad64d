#pragma once
// What a report is held against others by: its identity, its figures and its text, packed, because 100,000 of them stand
// in memory at once (about 5 KiB each) and a record is fifty times that.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/deadline.h"
#include "model/form.h"
#include "model/record.h"

namespace nianbao::audit {

// A figure that is not a plain, certain 0.
struct PackedFigure {
    std::int64_t unscaled = 0;
    std::uint16_t slot = 0;  // index in form->figures
    std::int8_t scale = 0;
    std::uint8_t presence = 0;
    std::uint8_t reading = 0;
};

// The narrative of one section, masked (masked_text.h).
struct PackedText {
    std::string section;
    std::u16string masked;
    std::uint64_t digest = 0;  // of the text as it stands, numbers and all
};

// What is known of a report from elsewhere than its record.
struct Evidence {
    std::string publisher_id;              // the same for a body over years and spellings
    std::vector<std::string> place_names;  // of its division: 佳木斯市, 郊区; masked in the text
    std::string list_date;                 // as the list page printed it, ISO 8601; ""
    std::string first_seen;                // when its address was first seen, ISO 8601 UTC; ""
    std::string list_last_without;         // the last fetch of the list page that did not have the address yet; ""
    std::string last_modified;             // of the answer, ISO 8601; ""
    std::string none_since;                // when its page was found to hold no report any more, ISO 8601 UTC; ""
    std::string none_why;                  // and what it held
};

enum class Document { report, image_only, attachment_only, wall, nothing };

struct ReportFacts {
    std::string publisher, publisher_id, division_code, url, path, sha256, published, fetched_at, title;
    std::string identity;  // fingerprint.h
    std::optional<int> year;
    const model::Form* form = nullptr;
    std::vector<PackedFigure> figures;  // by slot; of those that are missing the report states a plain 0
    std::vector<PackedText> texts;
    Evidence evidence;
    Document document = Document::report;
    bool late = false;           // has deadline.late
    bool outdated_form = false;  // has form.outdated
    std::size_t input = 0;       // where it came from, in the order of the input
    std::size_t group = 0;       // set by SetAudit: captures of one report share it

    struct Value {
        std::optional<model::Decimal> value;
        model::Presence presence = model::Presence::absent;
        model::Reading reading = model::Reading::cell;

        [[nodiscard]] bool is_certain() const { return reading != model::Reading::ambiguous; }
        // Neither cut nor placed by the sums.
        [[nodiscard]] bool is_independent() const {
            return is_certain() && reading != model::Reading::split && reading != model::Reading::inferred;
        }
    };
    // Absent when the form does not have it.
    [[nodiscard]] Value value_of(std::string_view figure_id) const;
    [[nodiscard]] Value value_at(std::size_t slot) const;
    // "甲县人民政府, report on 2021": how a finding about another report names this one.
    [[nodiscard]] std::string name() const;
    [[nodiscard]] const std::string& address() const { return url.empty() ? path : url; }
};

// The record must have been assessed.
[[nodiscard]] ReportFacts distil(const model::Record& record, const model::Form* form, Evidence evidence);

}  // namespace nianbao::audit
