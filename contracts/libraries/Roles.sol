// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Roles of a participant, as bits that can be combined.
library Roles {
    uint32 internal constant REGISTRAR = 1;
    uint32 internal constant AGENCY = 2;
    uint32 internal constant SUPPLIER = 4;
    uint32 internal constant GUARDIAN = 8;
    uint32 internal constant EVALUATOR = 16;
    uint32 internal constant AUDITOR = 32;

    uint32 internal constant ALL = 63;
}
