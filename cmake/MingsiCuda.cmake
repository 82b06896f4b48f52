# SPDX-License-Identifier: Apache-2.0
# CUDA turns itself on where the toolkit is found. Sets MINGSI_HAVE_CUDA to 0 or 1.

set(MINGSI_HAVE_CUDA 0)
if(NOT MINGSI_CUDA STREQUAL "OFF")
  find_package(CUDAToolkit QUIET)
  if(CUDAToolkit_FOUND)
    set(MINGSI_HAVE_CUDA 1)
    message(STATUS "CUDA: toolkit ${CUDAToolkit_VERSION}")
  elseif(MINGSI_CUDA STREQUAL "ON")
    message(FATAL_ERROR "MINGSI_CUDA is ON, but no CUDA Toolkit was found. Install it, or set MINGSI_CUDA to AUTO.")
  endif()
endif()
if(NOT MINGSI_HAVE_CUDA)
  message(STATUS "CUDA: off")
endif()
