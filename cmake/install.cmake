# install.cmake — what `make install` puts where; DESTDIR and PREFIX hold.

install(TARGETS dateline_shared LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(DTL_ARCHIVE)
  install(FILES ${DTL_ARCHIVE} DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/dateline
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${DTL_SHARE}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/dateline)

configure_file(${PROJECT_SOURCE_DIR}/cmake/dateline.pc.in
               ${CMAKE_BINARY_DIR}/dateline.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/dateline.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# All that a user needs, and no tests: `make build` makes this target.
add_custom_target(product DEPENDS dateline_shared man share)
if(TARGET archive)
  add_dependencies(product archive)
endif()
if(TARGET dateline)
  add_dependencies(product dateline)
endif()
