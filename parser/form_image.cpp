#include "parser/form_image.h"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <type_traits>
#include <vector>

namespace nianbao::parser {
namespace {

template <typename T, typename Noun>
concept A = std::same_as<std::remove_const_t<T>, Noun>;

// The fields of each noun, named once for both directions.
template <typename Image>
void pass(Image& image, A<model::FormColumn> auto& column) {
    image(column.id, column.label, column.parents, column.aliases, column.unit, column.may_be_negative, column.may_have_places, column.is_optional, column.at_least);
}

template <typename Image>
void pass(Image& image, A<model::FormRow> auto& row) {
    image(row.id, row.label, row.parents, row.aliases, row.group, row.is_group, row.unit, row.may_have_places, row.code);
}

template <typename Image>
void pass(Image& image, A<model::FormBlock> auto& block) {
    image(block.label, block.aliases, block.furniture, block.code_labels, block.columns, block.rows);
}

template <typename Image>
void pass(Image& image, A<model::FormTable> auto& table) {
    image(table.id, table.section, table.title, table.blocks);
}

template <typename Image>
void pass(Image& image, A<model::FormSection> auto& section) {
    image(section.id, section.heading, section.aliases, section.is_optional);
}

template <typename Image>
void pass(Image& image, A<model::Check> auto& check) {
    image(check.rule, check.left, check.right);
}

template <typename Image>
void pass(Image& image, A<model::Form> auto& form) {
    image(form.id, form.title, form.notice, form.first_year, form.last_year, form.marks, form.least_marks, form.sections, form.tables, form.checks);
}

class ImageWriter {
public:
    std::string text;

    template <typename... Fields>
    void operator()(const Fields&... fields) {
        (write(fields), ...);
    }

private:
    void write(const std::string& field) {
        text += field + '\n';
    }
    void write(int field) { write(std::to_string(field)); }
    void write(bool field) { write(field ? 1 : 0); }
    template <typename T>
    void write(const std::vector<T>& list) {
        write(static_cast<int>(list.size()));
        for (const T& element : list) write(element);
    }
    template <typename Noun>
    void write(const Noun& noun) {
        pass(*this, noun);
    }
};

class ImageReader {
public:
    explicit ImageReader(std::string_view image) : rest_(image) {}

    template <typename... Fields>
    void operator()(Fields&... fields) {
        (read(fields), ...);
    }

private:
    std::string_view line() {
        const std::size_t end = std::min(rest_.find('\n'), rest_.size());
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return found;
    }

    void read(std::string& field) { field = line(); }
    void read(int& field) {
        const std::string_view digits = line();
        std::from_chars(digits.data(), digits.data() + digits.size(), field);
    }
    void read(bool& field) { field = line() == "1"; }
    template <typename T>
    void read(std::vector<T>& list) {
        int size = 0;
        read(size);
        list.resize(static_cast<std::size_t>(size));
        for (T& element : list) read(element);
    }
    template <typename Noun>
    void read(Noun& noun) {
        pass(*this, noun);
    }

    std::string_view rest_;
};

}  // namespace

std::string image_of(const model::Form& form) {
    ImageWriter writer;
    pass(writer, form);
    return std::move(writer.text);
}

model::Form form_of_image(std::string_view image) {
    model::Form form;
    ImageReader reader(image);
    pass(reader, form);
    form.complete();
    return form;
}

}  // namespace nianbao::parser
