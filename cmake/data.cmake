# data.cmake — what the command reads at run time, in build/share/dateline:
# the lexicon and gazetteer compiled from text, and the models.

set(DTL_SHARE ${CMAKE_BINARY_DIR}/share/dateline)
file(MAKE_DIRECTORY ${DTL_SHARE})
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
  COMMAND dtl-compile lexicon ${DTL_SHARE}/lexicon.dtlx
          ${PROJECT_SOURCE_DIR}/data ${DTL_TSV}
  DEPENDS dtl-compile ${DTL_TSV_PATHS}
  COMMENT "Compiling the lexicon" VERBATIM)
add_custom_target(lexicon ALL DEPENDS ${DTL_SHARE}/lexicon.dtlx)
add_custom_target(share DEPENDS lexicon)

file(GLOB DTL_MODELS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/models/*.dtlx)
set(DTL_SHARED_MODELS "")
foreach(model IN LISTS DTL_MODELS)
  get_filename_component(name ${model} NAME)
  add_custom_command(
    OUTPUT ${DTL_SHARE}/${name}
    COMMAND ${CMAKE_COMMAND} -E copy ${model} ${DTL_SHARE}/${name}
    DEPENDS ${model} VERBATIM)
  list(APPEND DTL_SHARED_MODELS ${DTL_SHARE}/${name})
endforeach()
add_custom_target(models ALL DEPENDS ${DTL_SHARED_MODELS})
add_dependencies(share models)
