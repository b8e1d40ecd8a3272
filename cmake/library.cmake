# library.cmake — libdateline, from the folders of src in layer order.

set(DTL_LAYERS base read segment nn analyse resolve code write link engine store
    world ask exchange)
set(DTL_SOURCES "")
foreach(layer IN LISTS DTL_LAYERS)
  file(GLOB layer_sources CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/src/${layer}/*.c)
  list(APPEND DTL_SOURCES ${layer_sources})
endforeach()

# No code looks at floating-point exceptions or errno: without them the
# compilers may vectorise comparisons; without threaded jumps gcc keeps clamps
# as the minimum and maximum that they are. Values stay the same.
file(GLOB DTL_NN_SOURCES ${PROJECT_SOURCE_DIR}/src/nn/*.c
     ${PROJECT_SOURCE_DIR}/src/analyse/encode.c)
set_source_files_properties(${DTL_NN_SOURCES} PROPERTIES
  COMPILE_OPTIONS
  "-fno-trapping-math;-fno-math-errno;$<$<C_COMPILER_ID:GNU>:-fno-thread-jumps>")

add_library(dateline_objects OBJECT ${DTL_SOURCES})
target_include_directories(dateline_objects
  PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_link_libraries(dateline_objects PUBLIC
  ZLIB::ZLIB PkgConfig::JSONC PkgConfig::ZSTD PkgConfig::UTF8PROC
  PkgConfig::SQLITE Threads::Threads m ${CMAKE_DL_LIBS})
if(PQ_FOUND) # its header; the library is loaded at run time (src/store/pq.h)
  target_include_directories(dateline_objects SYSTEM PRIVATE ${PQ_INCLUDE_DIRS})
  target_compile_definitions(dateline_objects PRIVATE DTL_POSTGRES)
endif()

# For the command, the tests and the tools: internals can be reached.
add_library(dateline_static STATIC)
target_link_libraries(dateline_static PUBLIC dateline_objects)
set_target_properties(dateline_static PROPERTIES
  OUTPUT_NAME dateline_internal)

# For users: only dtl_ symbols are exported (tools/check_exports.py).
add_library(dateline_shared SHARED)
target_link_libraries(dateline_shared PUBLIC dateline_objects)
set_target_properties(dateline_shared PROPERTIES OUTPUT_NAME dateline
  VERSION ${PROJECT_VERSION} SOVERSION 0)

# The static one is linked into a single object whose other symbols are made
# local, so that it exports what the shared one does.
if(NOT DTL_SANITIZE AND NOT DTL_FUZZ)
  set(DTL_ARCHIVE ${CMAKE_BINARY_DIR}/libdateline.a)
  add_custom_command(
    OUTPUT ${DTL_ARCHIVE}
    COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -o libdateline.o
            $<TARGET_OBJECTS:dateline_objects>
    COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=dtl_*
            libdateline.o
    COMMAND ${CMAKE_COMMAND} -E rm -f ${DTL_ARCHIVE}
    COMMAND ${CMAKE_AR} rcs ${DTL_ARCHIVE} libdateline.o
    DEPENDS dateline_objects $<TARGET_OBJECTS:dateline_objects>
    COMMAND_EXPAND_LISTS VERBATIM
    COMMENT "Linking libdateline.a")
  add_custom_target(archive ALL DEPENDS ${DTL_ARCHIVE})
endif()
