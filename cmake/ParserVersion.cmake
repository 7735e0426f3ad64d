# parser_version() of cli/workspace.h: a digest of everything that decides how a page is read. A workspace keeps it with each record, so
# that another program reads the archive again. Included to add the source to nianbao_cli, and run with -P to write it.

if(CMAKE_SCRIPT_MODE_FILE)
  set(digests "")
  foreach(path IN LISTS FILES)
    file(SHA256 ${path} digest)
    string(APPEND digests ${digest})
  endforeach()
  string(SHA256 version "${digests}")
  string(SUBSTRING ${version} 0 16 version)
  file(WRITE ${OUTPUT} "#include \"cli/workspace.h\"\n\nnamespace nianbao::cli {\n\nstd::string parser_version() { return \"${version}\"; }\n\n}  // namespace nianbao::cli\n")
  return()
endif()

set(reading "")
foreach(folder model settings normalize parser)
  list(APPEND reading ${PROJECT_SOURCE_DIR}/${folder}/*.h ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
endforeach()
file(GLOB reading_files CONFIGURE_DEPENDS ${reading} ${PROJECT_SOURCE_DIR}/data/forms/*.toml ${PROJECT_SOURCE_DIR}/data/lexicon/*.tsv)
list(APPEND reading_files ${PROJECT_SOURCE_DIR}/cli/mentions_of.cpp ${PROJECT_SOURCE_DIR}/cli/reader.cpp ${PROJECT_SOURCE_DIR}/out/record_to_json.cpp)
list(SORT reading_files)
add_custom_command(
  OUTPUT ${embedded_dir}/parser_version.cpp
  COMMAND ${CMAKE_COMMAND} "-DFILES=${reading_files}" -DOUTPUT=${embedded_dir}/parser_version.cpp -P ${CMAKE_CURRENT_LIST_FILE}
  DEPENDS ${reading_files} ${CMAKE_CURRENT_LIST_FILE}
  VERBATIM)
target_sources(nianbao_cli PRIVATE ${embedded_dir}/parser_version.cpp)
