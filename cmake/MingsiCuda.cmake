# SPDX-License-Identifier: Apache-2.0
# CUDA turns itself on where the toolkit is found. Sets MINGSI_HAVE_CUDA to 0 or 1. Programs built with it run on machines
# without a GPU and without a driver: the runtime is linked statically and loads the driver when it is asked for.

set(MINGSI_HAVE_CUDA 0)
if(NOT MINGSI_CUDA STREQUAL "OFF")
  find_package(CUDAToolkit QUIET)
  if(CUDAToolkit_FOUND)
    set(MINGSI_HAVE_CUDA 1)
    # Turing to Blackwell, and code that later GPUs translate by themselves.
    if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
      set(CMAKE_CUDA_ARCHITECTURES 75-real 80-real 86-real 89-real 90 120)
    endif()
    set(CMAKE_CUDA_COMPILER "${CUDAToolkit_NVCC_EXECUTABLE}")
    if(MINGSI_CCACHE AND NOT CMAKE_CUDA_COMPILER_LAUNCHER)
      set(CMAKE_CUDA_COMPILER_LAUNCHER "${MINGSI_CCACHE}")
    endif()
    enable_language(CUDA)
    if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION)  # CMake 3.25 does not know that nvcc has C++20
      set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")
      set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION "-std=c++20")
    endif()
    message(STATUS "CUDA: toolkit ${CUDAToolkit_VERSION}, architectures ${CMAKE_CUDA_ARCHITECTURES}")
  elseif(MINGSI_CUDA STREQUAL "ON")
    message(FATAL_ERROR "MINGSI_CUDA is ON, but no CUDA Toolkit was found. Install it, or set MINGSI_CUDA to AUTO.")
  endif()
endif()
if(NOT MINGSI_HAVE_CUDA)
  message(STATUS "CUDA: off")
endif()
