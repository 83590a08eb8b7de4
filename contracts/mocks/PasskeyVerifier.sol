// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC7913P256Verifier} from "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol";

/// @dev OpenZeppelin's verifier of P-256 keys, named here so that tests can deploy it.
contract PasskeyVerifier is ERC7913P256Verifier {}
