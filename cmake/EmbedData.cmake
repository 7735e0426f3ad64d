# nianbao_data: the forms, the lexicon and the files of the site as string constants, so that the program needs no data folder where it runs.
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

set(embedded_dir ${PROJECT_BINARY_DIR}/embedded)

# The forms are embedded as images, which a program of the build makes of data/forms/*.toml; a defect in one ends the build.
file(GLOB form_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/forms/*.toml)
set(forms_files "")
foreach(path IN LISTS form_sources)
  cmake_path(GET path STEM name)
  list(APPEND forms_files ${embedded_dir}/images/${name}.form)
endforeach()
file(MAKE_DIRECTORY ${embedded_dir}/images)
add_executable(form_images parser/images/main.cpp parser/form_file.cpp parser/form_image.cpp)
target_include_directories(form_images PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(form_images PRIVATE nianbao_options nianbao_model nianbao_settings)
add_custom_command(OUTPUT ${forms_files} COMMAND form_images ${embedded_dir}/images ${form_sources} DEPENDS form_images ${form_sources} VERBATIM)

file(CONFIGURE OUTPUT ${embedded_dir}/embedded_data.h CONTENT [[#pragma once
#include <string_view>
#include <vector>

namespace nianbao::data {

struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};

// The images of data/forms/*.toml, data/lexicon/*.tsv, data/deadlines*.tsv and data/site/*, each in the order of their names.
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

# The simplified forms of traditional characters, which a program of the build takes from ICU; normalize/ is linked with them.
set(simplified_pairs ${embedded_dir}/simplified_pairs.cpp)
add_executable(simplified_pairs normalize/simplified/main.cpp)
target_link_libraries(simplified_pairs PRIVATE nianbao_options ICU::i18n ICU::uc)
add_custom_command(OUTPUT ${simplified_pairs} COMMAND simplified_pairs ${simplified_pairs} DEPENDS simplified_pairs VERBATIM)
