using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Consortium.Folder;

/// <summary>
/// The consortium's own folder, with its secrets: <c>ca.key</c>, <c>ca.pem</c>, <c>charter.json</c>, <c>roster.pem</c>, and by
/// name <c>members/</c>, <c>silos/</c>, <c>operators/</c>.
/// </summary>
internal sealed class ConsortiumFolder
{
    private readonly string root;

    private ConsortiumFolder(string root, Charter charter) => (this.root, Charter) = (root, charter);

    public Charter Charter { get; }

    public string AuthorityPath => Path.Combine(root, "ca.pem");

    /// <summary>Every site's certificate, one after the other: what sites pin.</summary>
    public string RosterPath => Path.Combine(root, "roster.pem");

    /// <summary>Makes the folder; what is there is kept.</summary>
    /// <exception cref="RefusedException">It holds something already.</exception>
    public static ConsortiumFolder Create(string root, Charter charter, CertificateAuthority authority)
    {
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new RefusedException($"--out '{root}'", "the folder is not empty", "Name a new one; a consortium's authority is never written over");
        }

        var folder = new ConsortiumFolder(root, charter);
        Array.ForEach(["members", "silos", "operators"], name => Directory.CreateDirectory(Path.Combine(root, name)));
        using var key = authority.Certificate.GetECDsaPrivateKey()!;
        AtomicFile.WriteSecret(folder.AuthorityKeyPath, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        WriteCertificate(folder.AuthorityPath, authority.Certificate);
        AtomicFile.Write(folder.RosterPath, ReadOnlyMemory<byte>.Empty);
        AtomicFile.Write(Path.Combine(root, "charter.json"), JsonSerializer.SerializeToUtf8Bytes(charter, CharterJson.Default.Charter));
        return folder;
    }

    /// <summary>Opens the folder.</summary>
    /// <exception cref="RefusedException">It is not a consortium's, or of a later version.</exception>
    public static ConsortiumFolder Open(string root)
    {
        try
        {
            var charter = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(root, "charter.json")), CharterJson.Default.Charter);
            return charter?.Version == Charter.CurrentVersion
                ? new ConsortiumFolder(root, charter)
                : throw NotOurs(root, $"charter.json has version {charter?.Version} and version {Charter.CurrentVersion} is known", null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidIdException)
        {
            throw NotOurs(root, fault.Message.TrimEnd('.'), fault);
        }
    }

    /// <summary>Opens the authority with its key.</summary>
    /// <exception cref="RefusedException">Its files are not there or damaged.</exception>
    public CertificateAuthority OpenAuthority(TimeProvider clock)
    {
        try
        {
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(AuthorityPath, AuthorityKeyPath), clock);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw NotOurs(root, fault.Message.TrimEnd('.'), fault);
        }
    }

    /// <summary>What the first operator shows a region.</summary>
    /// <exception cref="RefusedException">Its files are not there or damaged.</exception>
    public RegionCredentials OpenOperator()
    {
        try
        {
            return RegionCredentials.OfMember(PathOf("operators", Charter.Operator, "pem"), PathOf("operators", Charter.Operator, "key"), AuthorityPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw NotOurs(root, fault.Message.TrimEnd('.'), fault);
        }
    }

    public string PathOf(string kind, SiteId name, string extension) => Path.Combine(root, kind, $"{name}.{extension}");

    public static void WriteCertificate(string path, X509Certificate2 certificate) =>
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));

    /// <summary>Writes the roster of sites anew from the members' certificates.</summary>
    public void WriteRoster()
    {
        var certificates = Directory.GetFiles(Path.Combine(root, "members"), "*.pem").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Where(IsSite);
        AtomicFile.Write(RosterPath, Encoding.ASCII.GetBytes(string.Concat(certificates)));
    }

    private string AuthorityKeyPath => Path.Combine(root, "ca.key");

    private static bool IsSite(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return MemberSubject.Parse(certificate.SubjectName).Role == MemberRole.Site;
    }

    private static RefusedException NotOurs(string root, string why, Exception? inner) =>
        new($"--consortium '{root}'", why, "Name the folder that tapestry consortium init made", inner);
}
