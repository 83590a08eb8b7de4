// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParticipantRegistry} from "./interfaces/IParticipantRegistry.sol";
import {Roles} from "./libraries/Roles.sol";
import {Authorization, ParticipantId} from "./types/Types.sol";

/// @title Who may act, in which role, with which signers, until when
contract ParticipantRegistry is IParticipantRegistry, EIP712 {
    using Checkpoints for Checkpoints.Trace208;

    bytes32 private constant REGISTER_TYPEHASH = keccak256(
        "RegisterParticipant(uint64 participant,uint32 roles,bytes signer,bytes32 profile)"
    );
    bytes32 private constant SET_ROLES_TYPEHASH = keccak256(
        "SetRoles(uint64 participant,uint32 roles,uint32 revision)"
    );
    bytes32 private constant ADD_SIGNER_TYPEHASH = keccak256(
        "AddSigner(uint64 participant,bytes signer,uint32 revision)"
    );
    bytes32 private constant REMOVE_SIGNER_TYPEHASH = keccak256(
        "RemoveSigner(uint64 participant,bytes signer,uint32 revision,uint64 author)"
    );
    bytes32 private constant SUSPEND_TYPEHASH = keccak256(
        "SuspendParticipant(uint64 participant,uint48 until,bytes32 reason,uint32 revision)"
    );
    bytes32 private constant OFFER_REGISTRAR_TYPEHASH = keccak256(
        "OfferRegistrar(uint64 successor,uint32 revision)"
    );
    bytes32 private constant ACCEPT_REGISTRAR_TYPEHASH = keccak256(
        "AcceptRegistrar(uint64 successor,uint32 revision)"
    );

    uint256 private constant MIN_SIGNER_SIZE = 20;
    uint256 private constant MAX_SIGNER_SIZE = 1_024;
    uint16 private constant MAX_SIGNERS = 16;

    ParticipantId private _registrar;
    ParticipantId private _successor;
    mapping(ParticipantId participant => Participant facts) private _participants;
    mapping(ParticipantId participant => mapping(bytes32 signerHash => bool known)) private _signers;
    /// @dev Every suspension with the time of its act: a later act must not change who was suspended at an opening.
    mapping(ParticipantId participant => Checkpoints.Trace208 untils) private _suspensions;

    /// @param registrar_ the first registrar, with its first signer
    constructor(ParticipantId registrar_, bytes memory signer) EIP712("Bongin Participants", "1") {
        _registrar = registrar_;
        _create(registrar_, Roles.REGISTRAR, signer, 0);
        emit RegistrarChanged(registrar_, ParticipantId.wrap(0));
    }

    // ------------------------------------------------------------------------------------------------ participants

    /// @inheritdoc IParticipantRegistry
    function register(
        ParticipantId participant,
        uint32 roles,
        bytes calldata signer,
        bytes32 profile,
        Authorization calldata authorization
    ) external {
        _authorizeRegistrar(
            keccak256(abi.encode(REGISTER_TYPEHASH, participant, roles, keccak256(signer), profile)),
            authorization
        );
        if (roles == 0) revert InvalidRoles(roles);
        _requireOrdinaryRoles(roles);

        _create(participant, roles, signer, profile);
    }

    /// @inheritdoc IParticipantRegistry
    function setRoles(
        ParticipantId participant,
        uint32 roles,
        uint32 revision,
        Authorization calldata authorization
    ) external {
        _authorizeRegistrar(
            keccak256(abi.encode(SET_ROLES_TYPEHASH, participant, roles, revision)),
            authorization
        );
        _requireOrdinaryRoles(roles);
        Participant storage facts = _revise(participant, revision);

        facts.roles = roles | (facts.roles & Roles.REGISTRAR);
        emit RolesSet(participant, facts.roles, facts.revision);
    }

    /// @inheritdoc IParticipantRegistry
    function addSigner(
        ParticipantId participant,
        bytes calldata signer,
        uint32 revision,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(ADD_SIGNER_TYPEHASH, participant, keccak256(signer), revision)
        );
        _authorize(participant, 0, structHash, authorization);
        Participant storage facts = _revise(participant, revision);
        if (facts.signerCount == MAX_SIGNERS) revert TooManySigners(participant);

        _addSigner(participant, signer);
        ++facts.signerCount;
        emit SignerAdded(participant, signer, facts.revision);
    }

    /// @inheritdoc IParticipantRegistry
    function removeSigner(
        ParticipantId participant,
        bytes calldata signer,
        uint32 revision,
        ParticipantId author,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(REMOVE_SIGNER_TYPEHASH, participant, keccak256(signer), revision, author)
        );
        _authorize(author, author == participant ? 0 : Roles.REGISTRAR, structHash, authorization);
        Participant storage facts = _revise(participant, revision);
        if (!_signers[participant][keccak256(signer)]) revert InvalidSigner(signer);
        if (facts.signerCount == 1) revert LastSigner(participant);

        _signers[participant][keccak256(signer)] = false;
        --facts.signerCount;
        emit SignerRemoved(participant, signer, facts.revision);
    }

    /// @inheritdoc IParticipantRegistry
    function suspend(
        ParticipantId participant,
        uint48 until,
        bytes32 reason,
        uint32 revision,
        Authorization calldata authorization
    ) external {
        _authorizeRegistrar(
            keccak256(abi.encode(SUSPEND_TYPEHASH, participant, until, reason, revision)),
            authorization
        );
        if (participant == _registrar) revert InvalidParticipant(participant);
        if (reason == 0) revert NoReason(participant);
        Participant storage facts = _revise(participant, revision);

        uint48 now_ = uint48(block.timestamp);
        bool running = _isSuspendedAt(facts, now_);
        if (!running) facts.suspendedFrom = now_;
        facts.suspendedUntil = until > now_ ? until : now_;
        _suspensions[participant].push(now_, facts.suspendedUntil);
        emit Suspended(participant, facts.suspendedFrom, facts.suspendedUntil, reason, facts.revision);
    }

    // --------------------------------------------------------------------------------------------------- registrar

    /// @inheritdoc IParticipantRegistry
    function offerRegistrar(
        ParticipantId successor,
        uint32 revision,
        Authorization calldata authorization
    ) external {
        _authorizeRegistrar(
            keccak256(abi.encode(OFFER_REGISTRAR_TYPEHASH, successor, revision)),
            authorization
        );
        Participant storage facts = _revise(_registrar, revision);

        _successor = successor;
        emit RegistrarOffered(_registrar, successor, facts.revision);
    }

    /// @inheritdoc IParticipantRegistry
    function acceptRegistrar(
        ParticipantId successor,
        uint32 revision,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = keccak256(abi.encode(ACCEPT_REGISTRAR_TYPEHASH, successor, revision));
        _authorize(successor, 0, structHash, authorization);
        if (ParticipantId.unwrap(successor) == 0 || successor != _successor) revert NotOffered(successor);
        Participant storage facts = _revise(successor, revision);

        ParticipantId predecessor = _registrar;
        _participants[predecessor].roles &= ~Roles.REGISTRAR;
        facts.roles |= Roles.REGISTRAR;
        _registrar = successor;
        _successor = ParticipantId.wrap(0);
        emit RegistrarChanged(successor, predecessor);
    }

    // ------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IParticipantRegistry
    function check(
        ParticipantId participant,
        uint32 role,
        bytes32 digest,
        Authorization calldata authorization
    ) public view returns (Check) {
        Participant storage facts = _participants[participant];
        if (facts.revision == 0) return Check.UnknownParticipant;
        if (facts.roles & role != role) return Check.MissingRole;
        if (_isSuspendedAt(facts, uint48(block.timestamp))) return Check.Suspended;
        if (!_signers[participant][keccak256(authorization.signer)]) return Check.UnknownSigner;
        return _isSigned(digest, authorization) ? Check.Ok : Check.BadSignature;
    }

    /// @inheritdoc IParticipantRegistry
    function participantOf(ParticipantId participant) external view returns (Participant memory) {
        return _participants[participant];
    }

    /// @inheritdoc IParticipantRegistry
    function isSuspendedAt(ParticipantId participant, uint48 time) external view returns (bool) {
        return time != 0 && time < _suspensions[participant].upperLookupRecent(time - 1);
    }

    /// @inheritdoc IParticipantRegistry
    function isSigner(ParticipantId participant, bytes calldata signer) external view returns (bool) {
        return _signers[participant][keccak256(signer)];
    }

    /// @inheritdoc IParticipantRegistry
    function registrar() external view returns (ParticipantId) {
        return _registrar;
    }

    // ---------------------------------------------------------------------------------------------------- internal

    function _create(ParticipantId participant, uint32 roles, bytes memory signer, bytes32 profile) private {
        if (ParticipantId.unwrap(participant) == 0) revert InvalidParticipant(participant);
        Participant storage facts = _participants[participant];
        if (facts.revision != 0) revert AlreadyRegistered(participant);

        facts.roles = roles;
        facts.revision = 1;
        facts.signerCount = 1;
        _addSigner(participant, signer);
        emit Registered(participant, roles, signer, profile);
    }

    function _addSigner(ParticipantId participant, bytes memory signer) private {
        bool sized = signer.length >= MIN_SIGNER_SIZE && signer.length <= MAX_SIGNER_SIZE;
        if (!sized || _signers[participant][keccak256(signer)]) revert InvalidSigner(signer);
        _signers[participant][keccak256(signer)] = true;
    }

    /// @dev Each change names the revision that it changes and makes a new one: no statement takes effect twice.
    function _revise(ParticipantId participant, uint32 revision) private returns (Participant storage facts) {
        facts = _participants[participant];
        if (facts.revision == 0) revert InvalidParticipant(participant);
        if (facts.revision != revision) revert WrongRevision(participant, facts.revision, revision);
        ++facts.revision;
    }

    function _requireOrdinaryRoles(uint32 roles) private pure {
        if (roles & ~(Roles.ALL & ~Roles.REGISTRAR) != 0) revert InvalidRoles(roles);
    }

    /// @dev An address stands for its key alone, whether or not there is code (ERC-1271, EIP-7702): what a wallet's code says today it
    /// may deny tomorrow, and no auditor could repeat the check offline. Who wants code registers a verifier (ERC-7913).
    function _isSigned(bytes32 digest, Authorization calldata authorization) private view returns (bool) {
        bytes calldata signer = authorization.signer;
        if (signer.length != MIN_SIGNER_SIZE) {
            return SignatureChecker.isValidSignatureNow(signer, digest, authorization.signature);
        }
        (address found, ECDSA.RecoverError fault, ) = ECDSA.tryRecoverCalldata(
            digest,
            authorization.signature
        );
        return fault == ECDSA.RecoverError.NoError && found == address(bytes20(signer));
    }

    function _isSuspendedAt(Participant storage facts, uint48 time) private view returns (bool) {
        return facts.suspendedFrom <= time && time < facts.suspendedUntil;
    }

    function _authorizeRegistrar(bytes32 structHash, Authorization calldata authorization) private view {
        _authorize(_registrar, Roles.REGISTRAR, structHash, authorization);
    }

    function _authorize(
        ParticipantId author,
        uint32 role,
        bytes32 structHash,
        Authorization calldata authorization
    ) private view {
        Check result = check(author, role, _hashTypedDataV4(structHash), authorization);
        if (result != Check.Ok) revert Unauthorized(author, result);
    }
}
