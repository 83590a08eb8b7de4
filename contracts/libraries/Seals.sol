// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Invalidity, ParticipantId, Seal, TenderId} from "../types/Types.sol";
import {Secp256k1} from "./Secp256k1.sol";

/// @dev The seal: ECIES (SEC 1, 5.1) with keccak as KDF, XOR as cipher and a keccak tag. Given the public key, `R` fixes `D`, and `D`
/// fixes the payload: the sealed price is its own commitment. Tender and author are inside the KDF, so a copy opens to a bad tag.
library Seals {
    bytes32 internal constant BID_DOMAIN = keccak256("Bongin bid seal 1");
    bytes32 internal constant RESERVE_DOMAIN = keccak256("Bongin reserve seal 1");

    uint256 private constant PRICE_LIMIT = 1 << 96;

    /// @dev What a bidder chose under the seal: the numbers of its two blind picks, one byte each, or zero.
    struct Content {
        Invalidity invalidity;
        uint96 price;
        uint16 choices;
    }

    function isWellFormed(Seal calldata seal) internal pure returns (bool) {
        return Secp256k1.isBase(seal.x, seal.y);
    }

    function isEmpty(Seal calldata seal) internal pure returns (bool) {
        return (seal.x | seal.y) == 0 && (seal.price | seal.choices | seal.tag) == 0;
    }

    function hashOf(Seal calldata seal) internal pure returns (bytes27) {
        return bytes27(keccak256(abi.encode(seal)));
    }

    /// @dev The key `K` of one seal.
    function keyOf(
        bytes32 domain,
        TenderId tender,
        ParticipantId author,
        uint256 dx,
        uint256 dy
    ) internal view returns (bytes32) {
        bytes32 shared = keccak256(abi.encode(dx, dy));
        return keccak256(abi.encode(domain, block.chainid, address(this), tender, author, shared));
    }

    /// @dev Decrypts and checks tag and ranges. `picks` says that the choices must be two different numbers of 1 to 15.
    function unseal(
        Seal calldata seal,
        bytes32 key,
        bool picks
    ) internal pure returns (Content memory content) {
        uint256 price = uint256(seal.price ^ keccak256(abi.encode(key, uint256(0))));
        uint256 choices = uint256(seal.choices ^ keccak256(abi.encode(key, uint256(1))));
        if (seal.tag != keccak256(abi.encode(key, price, choices))) {
            content.invalidity = Invalidity.BadTag;
        } else if (price == 0 || price >= PRICE_LIMIT) {
            content.invalidity = Invalidity.PriceOutOfRange;
        } else if (!(picks ? _arePicks(choices) : choices == 0)) {
            content.invalidity = Invalidity.ChoicesOutOfRange;
        } else {
            content.price = uint96(price);
            content.choices = uint16(choices);
        }
    }

    function _arePicks(uint256 choices) private pure returns (bool) {
        uint256 first = choices & 0xff;
        uint256 second = choices >> 8;
        return first != 0 && first < 16 && second != 0 && second < 16 && first != second;
    }
}
