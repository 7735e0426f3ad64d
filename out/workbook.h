#pragma once
// A workbook that is written row by row in bounded memory, and its sheets. The only place that knows the library.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"
#include "model/result.h"
#include "out/existing.h"
#include "out/row.h"

namespace nianbao::out {

// How a cell looks.
enum class Look {
    plain,
    doubtful,  // a figure that is ambiguous
    nothing,   // a cell that the page does not have, or that cannot be read
};

struct Heading {
    std::string chinese;
    std::string name;
};

// What one sheet holds; a test has smaller ones.
struct SheetLimits {
    std::size_t rows = 1'048'576;  // with the headings
    std::size_t links = 65'000;    // the format allows 65,530; further addresses are texts
};

class Workbook {
public:
    using SheetNumber = std::size_t;

    // Error: as OutputFile::create; a path that is no place for a file.
    [[nodiscard]] static model::Result<Workbook> create(const std::string& path, Existing existing, SheetLimits limits = {});
    ~Workbook();
    Workbook(Workbook&&) noexcept;
    Workbook& operator=(Workbook&&) noexcept;

    // The sheets stand in the order in which they are added. The first `fixed_columns` stay in view.
    [[nodiscard]] SheetNumber add_sheet(const std::string& name, std::vector<Heading> headings, int fixed_columns);
    // Goes to the next row; to a further sheet when this one is full.
    void begin_row(SheetNumber sheet);
    // The next cell of the row.
    void text(SheetNumber sheet, std::string_view value, Look look = Look::plain);
    void link(SheetNumber sheet, std::string_view url);
    void number(SheetNumber sheet, model::Decimal value, Look look = Look::plain);
    void integer(SheetNumber sheet, std::int64_t value);
    void empty(SheetNumber sheet, Look look = Look::plain);
    // A whole row as it is; texts of column `link_column` become links.
    static constexpr std::size_t no_link = static_cast<std::size_t>(-1);
    void row(SheetNumber sheet, const Row& cells, std::size_t link_column = no_link);

    // Error: disk full. Asked now and then, since the library keeps silent about it.
    [[nodiscard]] model::Result<void> check();
    model::Result<void> commit();

private:
    struct State;
    explicit Workbook(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace nianbao::out
