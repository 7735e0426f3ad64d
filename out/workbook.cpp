#include "out/workbook.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "out/output_file.h"
#include "out/temporary.h"
#include "out/workbook_text.h"

namespace nianbao::out {
namespace {

constexpr lxw_row_t heading_rows = 2;
static_assert(SheetLimits().rows == LXW_ROW_MAX);
constexpr unsigned long long smallest_room = 1 << 16;
constexpr double column_width = 14;
constexpr double heading_height = 60;
constexpr std::size_t digits_of_a_double = 15;
constexpr std::time_t fixed_time = 1577836800;  // 2020-01-01: two exports of the same records are the same bytes

struct Sheet {
    std::string name;
    std::vector<Heading> headings;
    int fixed_columns = 0;
    int count = 0;  // sheets begun under that name
    lxw_worksheet* now = nullptr;
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    std::size_t links = 0;
};

}  // namespace

struct Workbook::State {
    std::optional<OutputFile> file;
    SheetLimits limits;
    std::string folder;  // for the library's files: beside the target, where there is room if anywhere
    int held = -1;       // the same, open
    lxw_workbook* book = nullptr;
    std::deque<Sheet> sheets;
    std::map<std::pair<int, Look>, lxw_format*> formats;  // by places behind the point; -1 for text
    lxw_format* heading = nullptr;
    std::string text;  // the cell that is being written

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (book != nullptr) lxw_workbook_free(book);
        remove_folder();
    }

    // The library names its files before it unlinks them: in a folder of their own a killed export leaves none that nobody knows.
    bool make_folder(const std::string& parent) {
        folder = temporary_name(parent);
        if (::mkdir(folder.c_str(), S_IRWXU) != 0) return false;
        held = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (held >= 0) hold(held);
        return true;
    }

    void remove_folder() {
        std::error_code ignored;
        if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
        folder.clear();
        if (held >= 0) ::close(std::exchange(held, -1));
    }

    lxw_format* format_of(int places, Look look) {
        const auto [entry, is_new] = formats.try_emplace({places, look}, nullptr);
        if (!is_new) return entry->second;
        lxw_format* format = workbook_add_format(book);
        if (places >= 0) format_set_num_format(format, (places == 0 ? std::string("#,##0") : "#,##0." + std::string(static_cast<std::size_t>(places), '0')).c_str());
        if (look == Look::doubtful) format_set_bg_color(format, 0xFFEB9C);
        if (look == Look::nothing) format_set_bg_color(format, 0xE7E6E6);
        return entry->second = format;
    }

    void begin_sheet(Sheet& sheet) {
        ++sheet.count;
        const std::string name = sheet.count == 1 ? sheet.name : sheet.name + " " + std::to_string(sheet.count);
        sheet.now = workbook_add_worksheet(book, name.c_str());
        sheet.row = heading_rows - 1;
        sheet.links = 0;
        if (sheet.now == nullptr) return;
        const auto last = static_cast<lxw_col_t>(sheet.headings.size() - 1);
        worksheet_set_column(sheet.now, 0, last, column_width, nullptr);
        worksheet_set_row(sheet.now, 0, heading_height, nullptr);
        for (lxw_col_t i = 0; i <= last; ++i) worksheet_write_string(sheet.now, 0, i, spreadsheet_text(sheet.headings[i].chinese, text).c_str(), heading);
        for (lxw_col_t i = 0; i <= last; ++i) worksheet_write_string(sheet.now, 1, i, spreadsheet_text(sheet.headings[i].name, text).c_str(), heading);
        worksheet_freeze_panes(sheet.now, heading_rows, static_cast<lxw_col_t>(sheet.fixed_columns));
    }

    void end_sheet(const Sheet& sheet) const {
        if (sheet.now != nullptr) worksheet_autofilter(sheet.now, heading_rows - 1, 0, sheet.row, static_cast<lxw_col_t>(sheet.headings.size() - 1));
    }

    [[nodiscard]] tl::unexpected<model::Error> full() const {
        return model::fail(file->name(), "cannot be written: No space left on device; free some space or name another place");
    }
};

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::~Workbook() = default;
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;

model::Result<Workbook> Workbook::create(const std::string& path, Existing existing, SheetLimits limits) {
    auto file = OutputFile::create(path, existing);
    if (!file) return tl::unexpected(file.error());
    const std::string temporary = file->temporary_path();
    if (temporary.empty()) return model::fail(path, "cannot take a workbook: it is no regular file; name another place");
    auto state = std::make_unique<State>();
    state->file.emplace(std::move(*file));
    state->limits = limits;
    if (!state->make_folder(temporary.substr(0, temporary.rfind('/')))) return state->full();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = state->folder.data();
    options.use_zip64 = LXW_TRUE;
    state->book = workbook_new_opt(temporary.c_str(), &options);
    if (state->book == nullptr) return model::fail(path, "cannot be made: libxlsxwriter could not be loaded (is it installed?), or there is no memory");
    lxw_doc_properties properties = {};
    std::string title = "政府信息公开工作年度报告";
    properties.title = title.data();
    properties.created = fixed_time;
    workbook_set_properties(state->book, &properties);
    state->heading = workbook_add_format(state->book);
    format_set_bold(state->heading);
    format_set_text_wrap(state->heading);
    format_set_align(state->heading, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(state->heading, 0xDDEBF7);
    return Workbook(std::move(state));
}

Workbook::SheetNumber Workbook::add_sheet(const std::string& name, std::vector<Heading> headings, int fixed_columns) {
    state_->sheets.push_back({name, std::move(headings), fixed_columns});
    state_->begin_sheet(state_->sheets.back());
    return state_->sheets.size() - 1;
}

void Workbook::begin_row(SheetNumber number) {
    Sheet& sheet = state_->sheets[number];
    if (sheet.row + 1 == state_->limits.rows) {
        state_->end_sheet(sheet);
        state_->begin_sheet(sheet);
    }
    ++sheet.row;
    sheet.column = 0;
}

void Workbook::text(SheetNumber number, std::string_view value, Look look) {
    Sheet& sheet = state_->sheets[number];
    lxw_format* format = look == Look::plain ? nullptr : state_->format_of(-1, look);
    if (!value.empty()) worksheet_write_string(sheet.now, sheet.row, sheet.column, spreadsheet_text(value, state_->text).c_str(), format);
    ++sheet.column;
}

void Workbook::link(SheetNumber number, std::string_view url) {
    Sheet& sheet = state_->sheets[number];
    if (sheet.links == state_->limits.links || !can_be_link(url)) return text(number, url);
    ++sheet.links;
    state_->text.assign(url);
    worksheet_write_url(sheet.now, sheet.row, sheet.column++, state_->text.c_str(), nullptr);
}

void Workbook::number(SheetNumber number, model::Decimal value, Look look) {
    const std::string digits = value.to_string();
    if (digits.size() > digits_of_a_double + 1) return text(number, digits, look);
    double nearest = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), nearest);
    Sheet& sheet = state_->sheets[number];
    worksheet_write_number(sheet.now, sheet.row, sheet.column++, nearest, state_->format_of(value.scale(), look));
}

void Workbook::integer(SheetNumber number, std::int64_t value) {
    Sheet& sheet = state_->sheets[number];
    worksheet_write_number(sheet.now, sheet.row, sheet.column++, static_cast<double>(value), nullptr);
}

void Workbook::empty(SheetNumber number, Look look) {
    Sheet& sheet = state_->sheets[number];
    if (look != Look::plain) worksheet_write_blank(sheet.now, sheet.row, sheet.column, state_->format_of(-1, look));
    ++sheet.column;
}

void Workbook::row(SheetNumber sheet, const Row& cells, std::size_t link_column) {
    begin_row(sheet);
    std::size_t column = 0;
    for (const Cell& cell : cells.cells()) {
        const bool is_link = column++ == link_column;
        switch (cell.kind) {
            case Cell::Kind::nothing: empty(sheet); break;
            case Cell::Kind::integer: integer(sheet, cell.integer); break;
            case Cell::Kind::number: number(sheet, model::Decimal::parse(cell.text).value_or(model::Decimal())); break;
            case Cell::Kind::text: is_link ? link(sheet, cell.text) : text(sheet, cell.text); break;
        }
    }
}

model::Result<void> Workbook::check() {
    for (const Sheet& sheet : state_->sheets) {
        if (sheet.now == nullptr) return model::fail(state_->file->name(), "cannot be written: a sheet \"" + sheet.name + "\" cannot be made");
        if (std::ferror(sheet.now->optimize_tmpfile) != 0) return state_->full();
    }
    return {};
}

model::Result<void> Workbook::commit() {
    State& state = *state_;
    for (const Sheet& sheet : state.sheets) state.end_sheet(sheet);
    if (auto checked = check(); !checked) return checked;
    // The library copies each sheet once more and then packs it, and says nothing of a copy that found no room.
    unsigned long long wanted = 0;
    lxw_worksheet* each = nullptr;
    STAILQ_FOREACH(each, state.book->worksheets, list_pointers) {
        if (std::fflush(each->optimize_tmpfile) != 0) return state.full();
        wanted += static_cast<unsigned long long>(std::max(0L, std::ftell(each->optimize_tmpfile)));
    }
    struct statvfs room {};
    if (::statvfs(state.folder.c_str(), &room) == 0 && wanted + (wanted / 2) + smallest_room > static_cast<unsigned long long>(room.f_bavail) * room.f_frsize)
        return state.full();
    const lxw_error error = workbook_close(std::exchange(state.book, nullptr));
    if (error != LXW_NO_ERROR) return model::fail(state.file->name(), std::string("cannot be written: ") + lxw_strerror(error));
    state.remove_folder();
    return state.file->commit();
}

}  // namespace nianbao::out
