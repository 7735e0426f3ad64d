# nianbao_module(NAME [USES targets…]): the folder NAME as a static library; every .cpp in it is a source.
# nianbao_tests(NAME [USES targets…]): tests/NAME/*.cpp as one Catch2 program, each TEST_CASE a ctest of its own name.
# nianbao_loads(NAME MACRO library [include directories…]): the library is loaded when it is needed, not linked (docs/decisions/0017); MACRO is the
# name that the loader knows it by, a string.
# A folder that has no sources yet is passed over, so that the list of modules stands complete from the start.

function(nianbao_module name)
  cmake_parse_arguments(arg "" "" "USES;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    add_library(nianbao_${name} INTERFACE)
    target_include_directories(nianbao_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(nianbao_${name} INTERFACE ${arg_USES})
    return()
  endif()
  add_library(nianbao_${name} STATIC ${sources})
  target_include_directories(nianbao_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(nianbao_${name} PUBLIC ${arg_USES} PRIVATE nianbao_options ${arg_PRIVATE})
endfunction()

function(nianbao_tests name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_link_libraries(${name}_tests PRIVATE nianbao_options nianbao_test_main ${arg_USES})
  target_precompile_headers(${name}_tests REUSE_FROM nianbao_test_headers)
  # A name that Catch2 reads as something else (it begins with '-' or '~', or holds '*' or ';') would run nothing and pass.
  # Version 3 makes that an error by itself.
  set(none_is_an_error "")
  if(Catch2_VERSION VERSION_LESS 3)
    set(none_is_an_error EXTRA_ARGS --warn NoTests)
  endif()
  catch_discover_tests(${name}_tests TEST_PREFIX "${name}: " ${none_is_an_error} PROPERTIES TIMEOUT 120)
endfunction()

function(nianbao_loads name macro library)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${library} OUTPUT_VARIABLE headers)
  if(NOT headers MATCHES "SONAME +([^ \n]+)")
    message(FATAL_ERROR "${library} has no SONAME")
  endif()
  target_compile_definitions(nianbao_${name} PRIVATE ${macro}="${CMAKE_MATCH_1}")
  target_include_directories(nianbao_${name} PRIVATE ${ARGN})
  target_link_libraries(nianbao_${name} PRIVATE ${CMAKE_DL_LIBS})
endfunction()
