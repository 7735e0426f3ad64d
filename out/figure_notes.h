#pragma once
// What there is to say about each figure of a record besides its value: the findings that name it, the narrative that
// states it, and how it is marked where it is printed.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/form.h"
#include "model/record.h"

namespace nianbao::out {

struct FigureNote {
    const model::Figure* figure = nullptr;
    bool breaks_check = false;                     // a sum of the form, in which the figure takes part, fails
    std::vector<const model::Finding*> findings;   // all that name it, that of the sum too
    std::vector<const model::Mention*> mentions;
};

class FigureNotes {
public:
    // form: nullptr when there is none. Both must outlive the notes.
    FigureNotes(const model::Record& record, const model::Form* form);

    // Of the first figure with that id; an empty note when the record has none.
    [[nodiscard]] const FigureNote& of(std::string_view figure_id) const;

private:
    std::unordered_map<std::string_view, FigureNote> notes_;
};

// The marks behind a figure, wherever tables are printed: ? ambiguous, ~ inferred, : split, " from the narrative; then ! when a
// sum fails that it takes part in, or * when another finding names it that no mark tells of.
[[nodiscard]] std::string marks_of(const FigureNote& note);

}  // namespace nianbao::out
