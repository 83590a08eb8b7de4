// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {ParticipantId, Phase, Seal, TenderId} from "../types/Types.sol";

/// @dev EIP-712 struct hashes of the ledger's statements, one function each; those with terms or times stand in
/// NoticeStatements. SPEC.md lists the types.
library TenderStatements {
    bytes internal constant SEAL_TYPE = "Seal(uint256 x,uint256 y,bytes32 price,bytes32 choices,bytes32 tag)";
    bytes private constant SUBMIT_BID_TYPE =
        "SubmitBid(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence,bytes32 keyHash,Seal seal,"
        "bytes32 attachments,uint48 validUntil)";

    bytes32 private constant SEAL_TYPEHASH = keccak256(SEAL_TYPE);
    bytes32 private constant SUBMIT_BID_TYPEHASH = keccak256(bytes.concat(SUBMIT_BID_TYPE, SEAL_TYPE));
    bytes32 private constant CONFIRM_BID_TYPEHASH = keccak256(
        "ConfirmBid(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence)"
    );
    bytes32 private constant REQUEST_WITHDRAWAL_TYPEHASH = keccak256(
        "RequestWithdrawal(bytes32 tender,uint16 termsVersion,uint64 bidder,uint16 sequence,bytes32 document)"
    );
    bytes32 private constant GRANT_WITHDRAWAL_TYPEHASH = keccak256(
        "GrantWithdrawal(bytes32 tender,uint32 act,uint64 bidder,uint16 sequence,bytes32 document,uint64 author)"
    );
    bytes32 private constant CANCEL_TYPEHASH = keccak256(
        "Cancel(bytes32 tender,uint32 act,uint8 phase,uint16 reason,bytes32 document)"
    );
    bytes32 private constant QUALIFY_TYPEHASH = keccak256(
        "Qualify(bytes32 tender,uint32 act,uint64 bidder,uint16 otherScore,bytes32 document)"
    );
    bytes32 private constant DISQUALIFY_TYPEHASH = keccak256(
        "Disqualify(bytes32 tender,uint32 act,uint64 bidder,uint16 reason,uint16 otherScore,bytes32 document)"
    );
    bytes32 private constant AWARD_TYPEHASH = keccak256(
        "Award(bytes32 tender,uint32 act,uint64 bidder,uint96 amount)"
    );
    bytes32 private constant CONCLUDE_TYPEHASH = keccak256(
        "Conclude(bytes32 tender,uint32 act,uint64 bidder,uint96 amount,bytes32 contractHash)"
    );

    bytes32 private constant OBJECT_TYPEHASH = keccak256(
        "Object(bytes32 tender,uint64 bidder,uint16 award,bytes32 document)"
    );
    bytes32 private constant DECIDE_OBJECTION_TYPEHASH = keccak256(
        "DecideObjection(bytes32 tender,uint32 act,uint32 objection,bool upheld,bytes32 document)"
    );
    bytes32 private constant FORFEIT_TYPEHASH = keccak256(
        "Forfeit(bytes32 tender,uint32 act,uint64 bidder,uint16 reason,bytes32 document)"
    );

    function submitBid(ITenderLedger.Bid calldata bid) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    SUBMIT_BID_TYPEHASH,
                    bid.tender,
                    bid.termsVersion,
                    bid.bidder,
                    bid.sequence,
                    bid.keyHash,
                    hashOf(bid.seal),
                    bid.attachments,
                    bid.validUntil
                )
            );
    }

    function confirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONFIRM_BID_TYPEHASH, tender, termsVersion, bidder, sequence));
    }

    function requestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document
    ) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(REQUEST_WITHDRAWAL_TYPEHASH, tender, termsVersion, bidder, sequence, document)
            );
    }

    function grantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author
    ) internal pure returns (bytes32) {
        return
            keccak256(abi.encode(GRANT_WITHDRAWAL_TYPEHASH, tender, act, bidder, sequence, document, author));
    }

    function cancel(
        TenderId tender,
        uint32 act,
        Phase phase,
        uint16 reason,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCEL_TYPEHASH, tender, act, phase, reason, document));
    }

    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 otherScore,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(QUALIFY_TYPEHASH, tender, act, bidder, otherScore, document));
    }

    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISQUALIFY_TYPEHASH, tender, act, bidder, reason, otherScore, document));
    }

    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(AWARD_TYPEHASH, tender, act, bidder, amount));
    }

    function object(
        TenderId tender,
        ParticipantId bidder,
        uint16 award_,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(OBJECT_TYPEHASH, tender, bidder, award_, document));
    }

    function decideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(DECIDE_OBJECTION_TYPEHASH, tender, act, objection, upheld, document));
    }

    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(FORFEIT_TYPEHASH, tender, act, bidder, reason, document));
    }

    function conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONCLUDE_TYPEHASH, tender, act, bidder, amount, contractHash));
    }

    function hashOf(Seal calldata seal) internal pure returns (bytes32) {
        return keccak256(abi.encode(SEAL_TYPEHASH, seal));
    }
}
