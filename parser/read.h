#pragma once
// The parser as a whole: a page in, a record out. Total: whatever the bytes are, there is a record, and what is strange
// about it stands in its findings.

#include <memory>
#include <vector>

#include "model/form.h"
#include "model/page.h"
#include "model/record.h"
#include "model/text.h"
#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/table_reader.h"

namespace nianbao::parser {

// Longer documents are not read: no report comes near it.
inline constexpr std::size_t max_document_bytes = std::size_t{16} << 20;

// What every stage saw, for inspect and explain; document.source points into text.utf8.
struct Stages {
    model::Text text;
    Document document;
    LabelView view;
    const model::Form* form = nullptr;  // nullptr when no form was recognised
    std::shared_ptr<const std::vector<TableLabels>> labels;  // of its tables; only where some of them were read
    std::vector<TableReading> tables;   // in the order of form->tables
    model::Record record;               // without the findings of the audit
};

// `forms` must outlive the result.
[[nodiscard]] std::unique_ptr<Stages> read_stages(const model::Page& page, const std::vector<model::Form>& forms);
[[nodiscard]] model::Record read(const model::Page& page, const std::vector<model::Form>& forms);

// True when the bytes are markup: by the media type, else by what they begin with.
[[nodiscard]] bool is_html(const model::Page& page);

}  // namespace nianbao::parser
