#pragma once
// A record: everything that was read from one report, and the findings about it. Written out as nianbao.record/1.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/check.h"
#include "model/figure.h"
#include "model/finding.h"
#include "model/span.h"

namespace nianbao::model {

// Where the bytes came from.
struct Source {
    std::string path;              // the file, or "" for a page of a workspace
    std::string url;               // "" when unknown
    std::string sha256;            // of the document's bytes, lower-case hex
    std::string charset;           // what it was decoded with
    std::string charset_declared;  // "" when nothing was declared
    std::string media_type;
    std::string fetched_at;        // ISO 8601, UTC; "" for a file
    std::string warc_file;         // "" when not from an archive
    std::int64_t warc_offset = -1;
};

// The report's identity. An empty string or a missing year means that the page does not tell.
struct ReportIdentity {
    std::string form;  // "" when no form was recognised
    std::optional<int> year;
    std::string title;
    std::string publisher;
    std::string division_code;  // six digits, GB/T 2260
    std::string published;      // ISO 8601, +08:00 where the page gives a time
    std::string issuer;         // who put the page up (来源, 发布机构), as the page names it
};

// What one place of the page says about the report's identity.
struct IdentityEvidence {
    std::string field;  // "title", "year", "publisher", "division_code", "published", "issuer"
    std::string value;  // a year in digits
    std::string from;   // "meta ArticleTitle", "headline", "period", "signature" …: docs/identity.md
    Span span;          // empty for what is not in the text: the address, <title>
    bool chosen = false;  // it is what ReportIdentity says
};

struct RecordSection {
    std::string id;
    std::string heading;
    std::string text;
    Span span;
};

struct Record {
    Source source;
    ReportIdentity report;
    std::vector<IdentityEvidence> identity;  // by field, the most trustworthy first
    std::vector<RecordSection> sections;  // in the order of the page
    std::vector<Figure> figures;          // in the order of the form; empty when no form was recognised
    std::vector<Mention> mentions;
    CheckCounts checks;
    std::vector<std::string> used_figures;  // figures that the checks cut or placed
    std::vector<Finding> findings;

    [[nodiscard]] const Figure* find_figure(const std::string& figure_id) const {
        for (const Figure& figure : figures)
            if (figure.id == figure_id) return &figure;
        return nullptr;
    }
};

}  // namespace nianbao::model
