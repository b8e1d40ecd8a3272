# data.cmake — compiles data/ into build/share/dateline at build time.

set(DTL_SHARE ${CMAKE_BINARY_DIR}/share/dateline)
add_executable(dtl-compile ${PROJECT_SOURCE_DIR}/tools/dtl-compile.c)
target_include_directories(dtl-compile PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(dtl-compile PRIVATE dateline_static)

file(GLOB_RECURSE DTL_TSV CONFIGURE_DEPENDS
     RELATIVE ${PROJECT_SOURCE_DIR}/data ${PROJECT_SOURCE_DIR}/data/*.tsv)
list(FILTER DTL_TSV EXCLUDE REGEX "PROVENANCE\\.tsv$|^gazetteer/")
list(SORT DTL_TSV)
list(TRANSFORM DTL_TSV PREPEND ${PROJECT_SOURCE_DIR}/data/
     OUTPUT_VARIABLE DTL_TSV_PATHS)

add_custom_command(
  OUTPUT ${DTL_SHARE}/lexicon.dtlx
  COMMAND ${CMAKE_COMMAND} -E make_directory ${DTL_SHARE}
  COMMAND dtl-compile lexicon ${DTL_SHARE}/lexicon.dtlx
          ${PROJECT_SOURCE_DIR}/data ${DTL_TSV}
  DEPENDS dtl-compile ${DTL_TSV_PATHS}
  COMMENT "Compiling the lexicon" VERBATIM)
add_custom_target(lexicon ALL DEPENDS ${DTL_SHARE}/lexicon.dtlx)
