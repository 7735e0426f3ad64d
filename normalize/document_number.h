#pragma once
// 发文字号, the numbers of official documents, in the form that GB/T 9704 prescribes: 国办公开办函〔2019〕60号.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"

namespace nianbao::normalize {

struct DocumentNumber {
    std::string issuer;  // 国办公开办函; of an order 国务院令
    int year = 0;        // 1949..2099; 0 for an order, which has none (国务院令第711号)
    int number = 0;      // 1..99999

    // 国办公开办函〔2019〕60号: the year in full in tortoise-shell brackets, the number without 第 and without zeros before
    // it (GB/T 9704, 7.2.5). An order is 国务院令第711号.
    [[nodiscard]] std::string canonical() const;
};

// The whole text must be one: any brackets, full-width or Chinese digits, spaces, 第 and a missing 号 are read; a label
// before it (文号：, 发文字号：) is passed over. nullopt for anything else.
[[nodiscard]] std::optional<DocumentNumber> read_document_number(std::string_view utf8);

struct FoundDocumentNumber {
    DocumentNumber number;
    model::Span span;
};
// Every one in a running text, in order; 号 must be there. Words before the issuer (根据, 按照 …) are left out.
[[nodiscard]] std::vector<FoundDocumentNumber> find_document_numbers(std::string_view utf8);

}  // namespace nianbao::normalize
