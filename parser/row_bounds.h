#pragma once
// Where the values of a row begin behind its label, and where they end in front of the next one.

#include <cstddef>
#include <cstdint>

#include "parser/document.h"
#include "parser/label_view.h"
#include "parser/labels.h"

namespace nianbao::parser {

// Letters in a row that make a block running text beyond doubt.
inline constexpr std::uint32_t letters_of_paragraph = 40;

// Positions in the view are of characters of LabelView::text; all others are glyphs.
class RowBounds {
public:
    // All must outlive it.
    RowBounds(const TableLabels& labels, const Document& document, const LabelView& view) : labels_(labels), document_(document), view_(view) {}

    // Where spanned cells were taken apart, a label stands once for each column that it spans: （一）予以公开 （一）予以公开 34.
    // `end`, and what is returned, are positions in the view.
    [[nodiscard]] std::uint32_t behind_repeats(const Occurrence& link, std::uint32_t end) const;
    // Behind a label, its closing marks and a note in brackets: （区分处理的，只计这一情形，不计其他情形）. A bracket with numbers is not
    // the label's: 22（其中修订16件）.
    [[nodiscard]] std::uint32_t behind_label(std::uint32_t from) const;
    // Where the row of cells ends that block `place` is in: behind it no cell of the row comes.
    [[nodiscard]] std::uint32_t end_of_grid_row(std::size_t place) const;
    // The end of the first block behind `from`, outside tables, that is text beyond doubt, or the begin of a heading: no value stands behind it.
    [[nodiscard]] std::uint32_t end_of_paragraph(std::uint32_t from) const;
    // An ordinal set apart from the label that it belongs to: 0 0 0 0 0 0 0 | 2. | 重复申请.
    [[nodiscard]] std::uint32_t before_ordinal(std::uint32_t from, std::uint32_t to, const Occurrence& next) const;
    // Brackets and quotes that open the next label stand before its first letter: （ of （一）予以公开.
    [[nodiscard]] std::uint32_t before_brackets(std::uint32_t from, std::uint32_t to) const;

private:
    [[nodiscard]] bool is_heading(const Block& block) const;

    const TableLabels& labels_;
    const Document& document_;
    const LabelView& view_;
};

}  // namespace nianbao::parser
