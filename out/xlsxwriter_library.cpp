// The functions of libxlsxwriter that workbook.cpp calls, found in the library when they are first called: decision 0017, as for libcurl.
// Where it cannot be loaded workbook_new_opt makes no workbook, and nothing else is called.

#include <dlfcn.h>
#include <xlsxwriter.h>

namespace {

// nullptr when there is none.
template <typename Function>
Function* in_library(const char* name) {
    static void* const library = dlopen(LIBXLSXWRITER, RTLD_NOW | RTLD_LOCAL);
    return library == nullptr ? nullptr : reinterpret_cast<Function*>(dlsym(library, name));
}

}  // namespace

extern "C" {

lxw_workbook* workbook_new_opt(const char* path, lxw_workbook_options* options) {
    static const auto call = in_library<decltype(workbook_new_opt)>("workbook_new_opt");
    return call == nullptr ? nullptr : call(path, options);
}

void format_set_align(lxw_format* format, uint8_t alignment) {
    static const auto call = in_library<decltype(format_set_align)>("format_set_align");
    call(format, alignment);
}

void format_set_bg_color(lxw_format* format, lxw_color_t color) {
    static const auto call = in_library<decltype(format_set_bg_color)>("format_set_bg_color");
    call(format, color);
}

void format_set_bold(lxw_format* format) {
    static const auto call = in_library<decltype(format_set_bold)>("format_set_bold");
    call(format);
}

void format_set_num_format(lxw_format* format, const char* places) {
    static const auto call = in_library<decltype(format_set_num_format)>("format_set_num_format");
    call(format, places);
}

void format_set_text_wrap(lxw_format* format) {
    static const auto call = in_library<decltype(format_set_text_wrap)>("format_set_text_wrap");
    call(format);
}

char* lxw_strerror(lxw_error error) {
    static const auto call = in_library<decltype(lxw_strerror)>("lxw_strerror");
    return call(error);
}

void lxw_workbook_free(lxw_workbook* book) {
    static const auto call = in_library<decltype(lxw_workbook_free)>("lxw_workbook_free");
    call(book);
}

lxw_format* workbook_add_format(lxw_workbook* book) {
    static const auto call = in_library<decltype(workbook_add_format)>("workbook_add_format");
    return call(book);
}

lxw_worksheet* workbook_add_worksheet(lxw_workbook* book, const char* name) {
    static const auto call = in_library<decltype(workbook_add_worksheet)>("workbook_add_worksheet");
    return call(book, name);
}

lxw_error workbook_close(lxw_workbook* book) {
    static const auto call = in_library<decltype(workbook_close)>("workbook_close");
    return call(book);
}

lxw_error workbook_set_properties(lxw_workbook* book, lxw_doc_properties* properties) {
    static const auto call = in_library<decltype(workbook_set_properties)>("workbook_set_properties");
    return call(book, properties);
}

lxw_error worksheet_autofilter(lxw_worksheet* sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column) {
    static const auto call = in_library<decltype(worksheet_autofilter)>("worksheet_autofilter");
    return call(sheet, first_row, first_column, last_row, last_column);
}

void worksheet_freeze_panes(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column) {
    static const auto call = in_library<decltype(worksheet_freeze_panes)>("worksheet_freeze_panes");
    call(sheet, row, column);
}

lxw_error worksheet_set_column(lxw_worksheet* sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_set_column)>("worksheet_set_column");
    return call(sheet, first, last, width, format);
}

lxw_error worksheet_set_row(lxw_worksheet* sheet, lxw_row_t row, double height, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_set_row)>("worksheet_set_row");
    return call(sheet, row, height, format);
}

lxw_error worksheet_write_blank(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_write_blank)>("worksheet_write_blank");
    return call(sheet, row, column, format);
}

lxw_error worksheet_write_number(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_write_number)>("worksheet_write_number");
    return call(sheet, row, column, number, format);
}

lxw_error worksheet_write_string(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const char* text, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_write_string)>("worksheet_write_string");
    return call(sheet, row, column, text, format);
}

lxw_error worksheet_write_url(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const char* url, lxw_format* format) {
    static const auto call = in_library<decltype(worksheet_write_url)>("worksheet_write_url");
    return call(sheet, row, column, url, format);
}

}  // extern "C"
