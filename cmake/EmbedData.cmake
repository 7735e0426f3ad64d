# nianbao_data: the form files, the lexicon and the files of the site as string constants, so that the program needs no data folder where it runs.
# EmbedData.cmake is included to define the target, and run with -P to write the source.

if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  set(index 0)
  foreach(path IN LISTS FILES)
    file(READ ${path} content)
    get_filename_component(name ${path} NAME)
    string(LENGTH "${content}" length)
    string(APPEND entries "    {\"${name}\", R\"nianbao(${content})nianbao\"},\n")
  endforeach()
  file(WRITE ${OUTPUT} "#include \"embedded_data.h\"\n\nnamespace nianbao::data {\n\nconst std::vector<EmbeddedFile>& ${NAME}() {\n    static const std::vector<EmbeddedFile> files = {\n${entries}    };\n    return files;\n}\n\n}  // namespace nianbao::data\n")
  return()
endif()

file(GLOB forms_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/forms/*.toml)
set(embedded_dir ${PROJECT_BINARY_DIR}/embedded)
file(CONFIGURE OUTPUT ${embedded_dir}/embedded_data.h CONTENT [[#pragma once
#include <string_view>
#include <vector>

namespace nianbao::data {

struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};

// data/forms/*.toml, data/lexicon/*.tsv, data/deadlines*.tsv and data/site/*, each in the order of their names.
const std::vector<EmbeddedFile>& forms();
const std::vector<EmbeddedFile>& lexicon();
const std::vector<EmbeddedFile>& deadlines();
const std::vector<EmbeddedFile>& site();

}  // namespace nianbao::data
]])
file(GLOB lexicon_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/lexicon/*.tsv)
file(GLOB deadlines_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/deadlines*.tsv)
file(GLOB site_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/site/*.*)
foreach(name forms lexicon deadlines site)
  add_custom_command(
    OUTPUT ${embedded_dir}/${name}.cpp
    COMMAND ${CMAKE_COMMAND} "-DFILES=${${name}_files}" -DNAME=${name} -DOUTPUT=${embedded_dir}/${name}.cpp -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS ${${name}_files} ${CMAKE_CURRENT_LIST_FILE}
    VERBATIM)
endforeach()
add_library(nianbao_data STATIC ${embedded_dir}/forms.cpp ${embedded_dir}/lexicon.cpp ${embedded_dir}/deadlines.cpp ${embedded_dir}/site.cpp)
target_include_directories(nianbao_data PUBLIC ${embedded_dir})
