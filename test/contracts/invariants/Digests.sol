// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {NoticeStatements} from "../../../contracts/libraries/NoticeStatements.sol";
import {TenderStatements} from "../../../contracts/libraries/TenderStatements.sol";
import {
    KeyId,
    ParticipantId,
    Phase,
    Schedule,
    Seal,
    TenderId,
    Terms
} from "../../../contracts/types/Types.sol";

/// @dev What the people in an invariant test sign. The struct hashes are the library's own: that they are right is for the twin tests
/// to say; here the question is what the ledger does with what was signed.
contract Digests {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    bytes32 private immutable _domain;

    constructor(string memory name, address verifier) {
        _domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), block.chainid, verifier)
        );
    }

    // ------------------------------------------------------------------------------------------------------ notice

    function announce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata seal
    ) external view returns (bytes32) {
        return digest(NoticeStatements.announce(agency, terms, key, seal));
    }

    function amend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata seal
    ) external view returns (bytes32) {
        return digest(NoticeStatements.amend(tender, act, terms, seal));
    }

    function postpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(NoticeStatements.postpone(tender, act, schedule, reason, document));
    }

    function cancel(
        TenderId tender,
        uint32 act,
        Phase phase,
        uint16 reason,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.cancel(tender, act, phase, reason, document));
    }

    // -------------------------------------------------------------------------------------------------------- bids

    function submitBid(ITenderLedger.Bid calldata bid) external view returns (bytes32) {
        return digest(TenderStatements.submitBid(bid));
    }

    function confirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence
    ) external view returns (bytes32) {
        return digest(TenderStatements.confirmBid(tender, termsVersion, bidder, sequence));
    }

    function requestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.requestWithdrawal(tender, termsVersion, bidder, sequence, document));
    }

    function grantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author
    ) external view returns (bytes32) {
        bytes32 structHash = TenderStatements.grantWithdrawal(
            tender,
            act,
            bidder,
            sequence,
            document,
            author
        );
        return digest(structHash);
    }

    // ------------------------------------------------------------------------------------------------------ review

    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 otherScore,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.qualify(tender, act, bidder, otherScore, document));
    }

    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.disqualify(tender, act, bidder, reason, otherScore, document));
    }

    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount
    ) external view returns (bytes32) {
        return digest(TenderStatements.award(tender, act, bidder, amount));
    }

    function object(
        TenderId tender,
        ParticipantId bidder,
        uint16 number,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.object(tender, bidder, number, document));
    }

    function decideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.decideObjection(tender, act, objection, upheld, document));
    }

    function conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash
    ) external view returns (bytes32) {
        return digest(TenderStatements.conclude(tender, act, bidder, amount, contractHash));
    }

    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document
    ) external view returns (bytes32) {
        return digest(TenderStatements.forfeit(tender, act, bidder, reason, document));
    }

    // ------------------------------------------------------------------------------------------------------- digest

    function digest(bytes32 structHash) public view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _domain, structHash));
    }
}
