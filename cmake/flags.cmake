# flags.cmake — warnings, determinism and sanitizers for every target.

# A portable baseline: kernels for newer processors are chosen at run time.
# Assertions stay on, so no NDEBUG.
set(CMAKE_C_FLAGS_RELEASE "-O3" CACHE STRING "" FORCE)
set(CMAKE_C_FLAGS_DEBUG "-O1 -g" CACHE STRING "" FORCE)

# No contraction and no reassociation: the same bytes on every processor.
add_compile_options(-ffp-contract=off)
add_compile_definitions(_POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
set(DTL_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                 -Wstrict-prototypes -Wmissing-prototypes -Wvla)
if(DTL_WERROR)
  list(APPEND DTL_WARNINGS -Werror)
endif()
add_compile_options(${DTL_WARNINGS})

if(DTL_SANITIZE)
  add_compile_options(-fsanitize=${DTL_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DTL_SANITIZE})
endif()
if(DTL_ARENA_DEBUG)
  add_compile_definitions(DTL_ARENA_DEBUG)
endif()
if(DTL_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "DTL_FUZZ needs clang: cmake --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
