// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KeyId, ParticipantId, Schedule, Seal, TenderId, Terms} from "../types/Types.sol";
import {TenderStatements} from "./TenderStatements.sol";

/// @dev EIP-712 struct hashes of the statements by which an agency announces a tender and changes its terms or times.
library NoticeStatements {
    bytes private constant SCHEDULE_TYPE =
        "Schedule(uint48 biddingAt,uint48 closingAt,uint48 openingAt,uint48 fallbackAt,uint48 fallbackEndAt)";
    bytes private constant RESERVE_TERMS_TYPE = "ReserveTerms(uint8 kind,uint16 spread,uint8 cellsAbove)";
    bytes private constant AWARD_TERMS_TYPE =
        "AwardTerms(uint8 rule,uint96 baseAmount,uint96 aValue,uint96 netCostBase,uint32 floorRate,uint32 netCostRate,"
        "uint8 qualification)";
    bytes private constant TERMS_TYPE =
        "Terms(string notice,bytes32 document,bytes32 predecessor,Schedule schedule,uint32 objectionPeriod,"
        "uint32 amendmentTime,uint16 minimumBids,uint8 bidPolicy,uint8 retender,uint8 tieRule,ReserveTerms reserve,"
        "AwardTerms award)";
    bytes private constant ANNOUNCE_TYPE = "Announce(uint64 agency,Terms terms,uint64 key,Seal reserveSeal)";
    bytes private constant AMEND_TYPE = "Amend(bytes32 tender,uint32 act,Terms terms,Seal reserveSeal)";
    bytes private constant POSTPONE_TYPE =
        "Postpone(bytes32 tender,uint32 act,Schedule schedule,uint16 reason,bytes32 document)";

    bytes32 private constant SCHEDULE_TYPEHASH = keccak256(SCHEDULE_TYPE);
    bytes32 private constant RESERVE_TERMS_TYPEHASH = keccak256(RESERVE_TERMS_TYPE);
    bytes32 private constant AWARD_TERMS_TYPEHASH = keccak256(AWARD_TERMS_TYPE);
    bytes32 private constant TERMS_TYPEHASH = keccak256(
        bytes.concat(TERMS_TYPE, AWARD_TERMS_TYPE, RESERVE_TERMS_TYPE, SCHEDULE_TYPE)
    );
    bytes private constant NOTICE_TYPES = bytes.concat(
        AWARD_TERMS_TYPE,
        RESERVE_TERMS_TYPE,
        SCHEDULE_TYPE,
        TenderStatements.SEAL_TYPE,
        TERMS_TYPE
    );
    bytes32 private constant ANNOUNCE_TYPEHASH = keccak256(bytes.concat(ANNOUNCE_TYPE, NOTICE_TYPES));
    bytes32 private constant AMEND_TYPEHASH = keccak256(bytes.concat(AMEND_TYPE, NOTICE_TYPES));
    bytes32 private constant POSTPONE_TYPEHASH = keccak256(bytes.concat(POSTPONE_TYPE, SCHEDULE_TYPE));

    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal
    ) internal pure returns (bytes32) {
        bytes32 seal = TenderStatements.hashOf(reserveSeal);
        return keccak256(abi.encode(ANNOUNCE_TYPEHASH, agency, _hashOf(terms), key, seal));
    }

    function amend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal
    ) internal pure returns (bytes32) {
        bytes32 seal = TenderStatements.hashOf(reserveSeal);
        return keccak256(abi.encode(AMEND_TYPEHASH, tender, act, _hashOf(terms), seal));
    }

    function postpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(POSTPONE_TYPEHASH, tender, act, _hashOf(schedule), reason, document));
    }

    function _hashOf(Terms calldata terms) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    TERMS_TYPEHASH,
                    keccak256(bytes(terms.notice)),
                    terms.document,
                    terms.predecessor,
                    _hashOf(terms.schedule),
                    terms.objectionPeriod,
                    terms.amendmentTime,
                    terms.minimumBids,
                    terms.bidPolicy,
                    terms.retender,
                    terms.tieRule,
                    keccak256(abi.encode(RESERVE_TERMS_TYPEHASH, terms.reserve)),
                    keccak256(abi.encode(AWARD_TERMS_TYPEHASH, terms.award))
                )
            );
    }

    function _hashOf(Schedule calldata schedule) private pure returns (bytes32) {
        return keccak256(abi.encode(SCHEDULE_TYPEHASH, schedule));
    }
}
