# library.cmake — libdateline, from the folders of src in layer order.

set(DTL_LAYERS base read segment nn analyse resolve code write engine)
set(DTL_SOURCES "")
foreach(layer IN LISTS DTL_LAYERS)
  file(GLOB layer_sources CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/src/${layer}/*.c)
  list(APPEND DTL_SOURCES ${layer_sources})
endforeach()

add_library(dateline_objects OBJECT ${DTL_SOURCES})
target_include_directories(dateline_objects
  PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(dateline_objects PUBLIC
  ZLIB::ZLIB PkgConfig::JSONC PkgConfig::ZSTD PkgConfig::UTF8PROC
  Threads::Threads m)

# Static: tests and tools reach internals through it. Shared: dtl_ only.
add_library(dateline_static STATIC)
target_link_libraries(dateline_static PUBLIC dateline_objects)
set_target_properties(dateline_static PROPERTIES OUTPUT_NAME dateline)

add_library(dateline_shared SHARED)
target_link_libraries(dateline_shared PUBLIC dateline_objects)
set_target_properties(dateline_shared PROPERTIES OUTPUT_NAME dateline
  VERSION ${PROJECT_VERSION} SOVERSION 0)
