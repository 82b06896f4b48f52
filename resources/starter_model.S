// SPDX-License-Identifier: Apache-2.0
// The file as a read-only section of the program: no array to compile, no copy to make.
    .section .rodata
    .balign 64
    .global mingsi_starter_begin
    .hidden mingsi_starter_begin
    .type mingsi_starter_begin, @object
mingsi_starter_begin:
    .incbin MINGSI_STARTER_FILE
    .global mingsi_starter_end
    .hidden mingsi_starter_end
    .type mingsi_starter_end, @object
mingsi_starter_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
